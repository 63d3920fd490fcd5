/**
 * Our messages on their way: each has one key from the first moment, is tried again with that key until the server
 * has answered, survives a reload with its file, and waits for the one before it in its conversation.
 */
import { batch, signal } from "../../vendor/signals-core.mjs";
import { isToCarry, refusalOf, revived, verdict } from "../logic/outbox.js";
import * as api from "../net/api.js";
import { serverNow } from "../net/http.js";
import { newKey } from "../net/ids.js";
import * as parcels from "../net/parcels.js";
import { inTurn } from "../net/tabs.js";
import { myId } from "./account.js";
import * as inbox from "./inbox.js";
import * as threads from "./threads.js";
import * as uploads from "./uploads.js";

const PREFIX = "recado.outbox.";

/** @typedef {import("../types.js").OutboxEntry} OutboxEntry */
/** @typedef {import("../types.js").Body} Body */

export const entries = signal(/** @type {OutboxEntry[]} */ ([]));

/** Server ids of messages that came from an entry of this page, with its key: their bubble stays the same one. @type {Map<string, string>} */
export const settled = new Map();

/** Told of each message that the server took. @type {Set<(message: import("../types.js").Message) => void>} */
export const onTaken = new Set();

/** @type {Set<string>} */ const busy = new Set();
/** @type {Map<string, ReturnType<typeof setTimeout>>} */ const waits = new Map();

const keyOf = (/** @type {string} */ key) => `${PREFIX}${myId.value}.${key}`;

const find = (/** @type {string} */ key) => entries.value.find((one) => one.key === key);

/**
 * @param {string} conversation_id
 * @param {Body} body
 * @param {{parcel?: {bytes: Blob, file: import("../types.js").LocalFile}|null, shown?: Record<string, any>}} [more]  `shown`: what its bubble says until the server tells, where the body alone does not
 */
export async function send(conversation_id, body, { parcel = null, shown } = {}) {
  const key = newKey();
  const created_at = new Date(serverNow()).toISOString();
  if (parcel) {
    void parcels.keep(key, parcel.bytes);
    await parcels.urlOf(key);
  }
  put({ key, conversation_id, body, ...(parcel ? { file: parcel.file } : {}), ...(shown ? { shown } : {}), created_at, tries: 0, state: parcel ? "uploading" : "sending", error: null });
  pump(conversation_id);
}

/** The person tries again what was refused, or does not want to wait. */
export function retry(/** @type {string} */ key) {
  const entry = find(key);
  if (!entry) return;
  put({ ...entry, tries: 0, state: "sending", until: null, error: null });
  pump(entry.conversation_id);
}

/** Takes away what has not been taken by the server, and gives it back. @param {string} key */
export function takeBack(key) {
  const entry = find(key);
  if (entry) drop(entry);
  uploads.stop(key);
  return entry ?? null;
}

/** The same asked otherwise: another message, so with a key of its own. @param {string} key @param {(body: Body) => Body} change */
export async function sendOtherwise(key, change) {
  const entry = find(key);
  if (!entry) return;
  const bytes = entry.file && isToCarry(entry) ? await parcels.find(key) : undefined;
  takeBack(key);
  await send(entry.conversation_id, change(entry.body), { parcel: bytes && entry.file ? { bytes, file: entry.file } : null, shown: entry.shown });
}

/** What an earlier visit left, in the order it was written. */
export function resume() {
  const prefix = `${PREFIX}${myId.value}.`;
  const left = Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => JSON.parse(localStorage.getItem(key) ?? "null"));
  entries.value = left.filter(Boolean).map(revived).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  hurry();
}

/** The network is back: nobody waits any longer. */
export function hurry() {
  for (const id of new Set(entries.value.map((entry) => entry.conversation_id))) pump(id);
}

/** What was still to be sent to the one conversation goes to the other. @param {string} id @param {string} into */
export function moveOn(id, into) {
  for (const entry of entries.value.filter((one) => one.conversation_id === id)) put({ ...entry, conversation_id: into });
  pump(into);
}

export function forget() {
  for (const timer of waits.values()) clearTimeout(timer);
  waits.clear();
  for (const { key } of entries.value) uploads.stop(key);
  entries.value = [];
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  void parcels.forget();
}

async function pump(/** @type {string} */ conversationId) {
  clearTimeout(waits.get(conversationId));
  if (busy.has(conversationId)) return;
  busy.add(conversationId);
  let [next, after] = line(conversationId);
  while (next && (await attempt(next, after))) [next, after] = line(conversationId);
  busy.delete(conversationId);
}

/** Those that are to go, in order. @param {string} conversationId @returns {OutboxEntry[]} */
function line(conversationId) {
  return entries.value.filter((entry) => entry.conversation_id === conversationId && entry.state !== "refused");
}

/** Whether the next of this conversation may follow. @param {OutboxEntry} entry @param {OutboxEntry|undefined} after */
function attempt(entry, after) {
  // Another tab of this person has the same entries; whoever is first sends, and the other finds it gone.
  return inTurn(keyOf(entry.key), async () => {
    const kept = localStorage.getItem(keyOf(entry.key));
    if (!kept) drop(entry);
    else return go(revived(JSON.parse(kept)), after);
    return true;
  });
}

/** @param {OutboxEntry} entry @param {OutboxEntry|undefined} after */
async function go(entry, after) {
  try {
    settle(entry, await api.send(await readied(entry, after)));
    return true;
  } catch (error) {
    return fail(entry, /** @type {any} */ (error));
  }
}

/** The entry with its file at the server. While it goes, the next one's begins. @param {OutboxEntry} entry @param {OutboxEntry|undefined} after */
async function readied(entry, after) {
  if (!isToCarry(entry)) {
    put({ ...entry, state: "sending", until: null, error: null });
    return entry;
  }
  put({ ...entry, state: "uploading", until: null, error: null });
  if (after && isToCarry(after)) void uploads.carry(after);
  const { media_id } = await uploads.carry(entry);
  const { content } = entry.body;
  /** @type {OutboxEntry} */
  const ready = { ...entry, state: "sending", until: null, error: null, body: { ...entry.body, content: { media_id, ...content } } };
  if (find(entry.key)) put(ready);
  return ready;
}

/** @param {OutboxEntry} entry @param {import("../types.js").Message} message */
function settle(entry, message) {
  batch(() => {
    settled.set(message.id, entry.key);
    if (message.message_type !== "reaction") {
      const news = { said: [message], changed: [], moved: [] };
      threads.receive(news);
      if (message.status !== "scheduled") inbox.touch(news);
    }
    drop(entry);
    for (const tell of onTaken) tell(message);
  });
}

/** @param {OutboxEntry} entry @param {any} error */
function fail(entry, error) {
  const now = find(entry.key);
  // Taken away in between: the next may go.
  if (!now) return true;
  const tries = entry.tries + 1;
  const said = verdict({ status: error.status, retryAfter: error.retryAfter }, tries);
  if (said.kind === "refused") {
    put({ ...now, tries, state: "refused", error: refusalOf(error) });
    return true;
  }
  const until = said.limited ? serverNow() + said.afterMs : null;
  put({ ...now, tries, state: "waiting", until, error: said.limited ? refusalOf(error) : null });
  waits.set(entry.conversation_id, setTimeout(() => pump(entry.conversation_id), said.afterMs));
  return false;
}

function put(/** @type {OutboxEntry} */ entry) {
  localStorage.setItem(keyOf(entry.key), JSON.stringify(entry));
  const at = entries.value.findIndex((one) => one.key === entry.key);
  entries.value = at < 0 ? [...entries.value, entry] : entries.value.with(at, entry);
}

function drop(/** @type {OutboxEntry} */ entry) {
  localStorage.removeItem(keyOf(entry.key));
  entries.value = entries.value.filter((one) => one.key !== entry.key);
  if (entry.file) void parcels.drop(entry.key);
}

addEventListener("online", hurry);
