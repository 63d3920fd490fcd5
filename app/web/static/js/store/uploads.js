/** Files on their way to the server: how far each has come, and stopping one. */
import { signal } from "../../vendor/signals-core.mjs";
import * as parcels from "../net/parcels.js";
import { upload } from "../net/upload.js";

/** By the entry's key, from 0 to 1. */
export const progress = signal(/** @type {Map<string, number>} */ (new Map()));

/** @type {Map<string, {stop: AbortController, done: Promise<import("../net/upload.js").Uploaded>}>} */
const running = new Map();

/** The file is not in this browser any more. */
export class GoneError extends Error {
  code = "FILE_GONE";
  status = 410;
}

/** Carries the file of an entry; whoever asks while it is under way gets the same answer. @param {import("../types.js").OutboxEntry} entry */
export function carry(entry) {
  const known = running.get(entry.key);
  if (known) return known.done;
  const stop = new AbortController();
  const done = carried(entry, stop.signal).finally(() => running.delete(entry.key));
  // Who looks ahead does not wait for it; who waits gets the trouble.
  done.catch(() => undefined);
  running.set(entry.key, { stop, done });
  return done;
}

/** @param {import("../types.js").OutboxEntry} entry @param {AbortSignal} stopped */
async function carried({ key, file, body }, stopped) {
  note(key, 0);
  try {
    const bytes = await parcels.find(key);
    if (!bytes) throw new GoneError();
    const voice = body.content.voice ? "true" : undefined;
    return await upload(bytes, { filename: file?.name ?? "", kind: body.type, voice }, { signal: stopped, progress: (share) => note(key, share) });
  } finally {
    note(key, null);
  }
}

/** @param {string} key */
export function stop(key) {
  running.get(key)?.stop.abort(new DOMException("stopped", "AbortError"));
}

/** @param {string} key @param {number|null} share */
function note(key, share) {
  const next = new Map(progress.value);
  if (share === null) next.delete(key);
  else next.set(key, share);
  progress.value = next;
}
