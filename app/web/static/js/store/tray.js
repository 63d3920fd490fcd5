/** Files that a person picked for a conversation and has not sent: each with its words, and one of them before the eye. */
import { signal } from "../../vendor/signals-core.mjs";
import { fileBody, flawOf, kindsOf, MOST_AT_ONCE, typeOf } from "../logic/attaching.js";
import { newKey } from "../net/ids.js";
import * as outbox from "./outbox.js";

/** @typedef {import("../logic/attaching.js").FileKind} FileKind */
/** @typedef {{key: string, bytes: Blob, name: string, type: string, size: number, kind: FileKind, kinds: FileKind[], caption: string, flaw: string|null, url: string, width?: number, height?: number}} Picked */
/** @typedef {{picked: Picked[], at: number, left: number}} Tray  `left`: how many were too many */

export const trays = signal(/** @type {Map<string, Tray>} */ (new Map()));

const EMPTY = { picked: [], at: 0, left: 0 };

/** @param {string} id @returns {Tray} */
export const trayOf = (id) => trays.value.get(id) ?? EMPTY;

/** @param {string} id @param {(tray: Tray) => Tray} change */
function put(id, change) {
  const next = change(trayOf(id));
  const all = new Map(trays.value);
  if (next.picked.length > 0) all.set(id, next);
  else all.delete(id);
  trays.value = all;
}

/** @param {string} id @param {{bytes: Blob, name: string}[]} files @param {{caption?: string, kind?: FileKind}} [begun] */
export function add(id, files, begun = {}) {
  put(id, (tray) => {
    const room = MOST_AT_ONCE - tray.picked.length;
    const fresh = files.slice(0, room).map(({ bytes, name }) => pickedOf(bytes, name, begun));
    return { picked: [...tray.picked, ...fresh], at: tray.picked.length, left: Math.max(0, files.length - room) };
  });
}

/** @param {Blob} bytes @param {string} name @param {{caption?: string, kind?: FileKind}} begun @returns {Picked} */
function pickedOf(bytes, name, begun) {
  const type = typeOf({ name, type: bytes.type });
  const kinds = kindsOf({ name, type });
  // A picture too large to be one still is a document.
  const fits = kinds.find((kind) => flawOf(bytes, kind) === null);
  const kind = begun.kind && kinds.includes(begun.kind) ? begun.kind : (fits ?? /** @type {FileKind} */ (kinds[0]));
  return { key: newKey(), bytes, name, type, size: bytes.size, kind, kinds, caption: begun.caption ?? "", flaw: flawOf(bytes, kind), url: URL.createObjectURL(bytes) };
}

/** @param {string} id @param {string} key @param {Partial<Picked>} change */
export function change(id, key, change) {
  put(id, (tray) => ({ ...tray, picked: tray.picked.map((one) => (one.key === key ? withChange(one, change) : one)) }));
}

/** @param {Picked} one @param {Partial<Picked>} change @returns {Picked} */
function withChange(one, change) {
  const next = { ...one, ...change };
  return { ...next, flaw: flawOf(next, next.kind) };
}

/** @param {string} id @param {number} at */
export function look(id, at) {
  put(id, (tray) => ({ ...tray, at: Math.max(0, Math.min(at, tray.picked.length - 1)) }));
}

/** @param {string} id @param {string} key */
export function remove(id, key) {
  put(id, (tray) => {
    const gone = tray.picked.find((one) => one.key === key);
    if (gone) URL.revokeObjectURL(gone.url);
    const picked = tray.picked.filter((one) => one.key !== key);
    return { ...tray, picked, at: Math.min(tray.at, Math.max(0, picked.length - 1)) };
  });
}

/** @param {string} id */
export function empty(id) {
  for (const one of trayOf(id).picked) URL.revokeObjectURL(one.url);
  put(id, () => EMPTY);
}

/** Sends all that can go, in order; what cannot stays. @param {string} id @param {{reply_to?: string, schedule?: import("../types.js").Schedule}} also */
export async function send(id, also) {
  const { picked } = trayOf(id);
  const flawed = picked.filter((one) => one.flaw);
  put(id, () => ({ picked: flawed, at: 0, left: 0 }));
  for (const [index, one] of picked.filter((each) => !each.flaw).entries()) {
    const { reply_to, schedule } = also;
    const body = { ...fileBody(one.kind, one), ...(index === 0 && reply_to ? { reply_to } : {}), ...(schedule ? { schedule } : {}) };
    const file = { name: one.name, type: one.type, size: one.size, width: one.width, height: one.height };
    await outbox.send(id, body, { parcel: { bytes: new Blob([one.bytes], { type: one.type }), file } });
    URL.revokeObjectURL(one.url);
  }
}

export function forget() {
  for (const id of [...trays.value.keys()]) empty(id);
}
