/** A thread as a list, oldest first: putting messages in, noting receipts, and hiding our own unanswered ones. */
import { isSaid } from "./bodies.js";
import { merged, noted } from "./status.js";

/** @typedef {import("../types.js").Message} Message */

/** As the server orders: by what was said when, then by id, which is made in order. */
export function byTime(/** @type {Message} */ a, /** @type {Message} */ b) {
  const apart = Date.parse(a.created_at) - Date.parse(b.created_at);
  if (apart !== 0) return apart;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The list with `incoming` put in its places, each message once. @param {Message[]} messages @param {Message[]} incoming */
export function placed(messages, incoming) {
  if (incoming.length === 0) return messages;
  const known = new Map(messages.map((message) => [message.id, message]));
  for (const told of incoming) {
    const before = known.get(told.id);
    known.set(told.id, before ? merged(before, told) : told);
  }
  return [...known.values()].sort(byTime);
}

/**
 * The list after messages were changed. One that is further up than what was loaded comes with its page; here it would
 * stand beside a hole.
 * @param {Message[]} messages
 * @param {Message[]} changed
 * @param {boolean} more  whether there is anything further up
 */
export function changedIn(messages, changed, more) {
  const first = messages[0];
  return placed(messages, changed.filter((one) => !more || (first && byTime(one, first) >= 0)));
}

/** The list after receipts; the same list when none of them is for it. @param {Message[]} messages @param {import("../types.js").StatusChange[]} changes */
export function receipted(messages, changes) {
  if (changes.length === 0) return messages;
  let touched = false;
  const next = messages.map((message) => {
    const after = changes.filter((change) => change.message_id === message.id).reduce(noted, message);
    touched ||= after !== message;
    return after;
  });
  return touched ? next : messages;
}

/**
 * Outbox entries that still need a bubble of their own.
 *
 * The live line may bring our message before the answer to our POST does; then the entry is matched by its
 * words to a message of ours that is newer than the entry, oldest first, and each message covers one entry only.
 * It only decides what is drawn: the answer itself settles the entry.
 *
 * @param {import("../types.js").OutboxEntry[]} entries
 * @param {Message[]} messages
 * @param {string} myId
 * @param {Set<string>} settled ids of messages that already answered another entry
 */
export function uncovered(entries, messages, myId, settled) {
  const candidates = messages.filter(
    (message) => message.direction === "outbound" && message.sender_id === myId && !settled.has(message.id),
  );
  const used = new Set();
  return entries.filter((entry) => {
    if (entry.state === "refused" || entry.state === "uploading") return true;
    const cover = candidates.find((message) => !used.has(message.id) && isCover(message, entry));
    if (cover) used.add(cover.id);
    return !cover;
  });
}

const CLOCKS_APART_MS = 5_000;

/** @param {Message} message @param {import("../types.js").OutboxEntry} entry */
function isCover(message, entry) {
  const recent = Date.parse(message.created_at) >= Date.parse(entry.created_at) - CLOCKS_APART_MS;
  return recent && isSaid(message, entry.body);
}
