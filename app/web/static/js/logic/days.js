/** A thread as the eye reads it: days, runs of one speaker, and the line above what is new. */

const RUN_MS = 5 * 60_000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** The calendar day of a moment in a zone, as `2026-11-22`. @param {number} at @param {string} zone */
export function dayOf(at, zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** Days between two calendar days, `2026-11-21` to `2026-11-22` is 1. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/**
 * @typedef {{kind: "day", key: string, at: number} | {kind: "unread", key: string, count: number}
 *   | {kind: "message", key: string, message: import("../types.js").Message, first: boolean, last: boolean}} Row
 *
 * @param {import("../types.js").Message[]} messages oldest first
 * @param {string} zone
 * @param {{id: string, count: number}|null} unread the first unread message, and how many there were
 * @param {(message: import("../types.js").Message) => string} keyOf
 * @returns {Row[]}
 */
export function rows(messages, zone, unread, keyOf = (message) => message.id) {
  /** @type {Row[]} */ const list = [];
  let day = "";
  messages.forEach((message, index) => {
    const at = Date.parse(message.created_at);
    const today = dayOf(at, zone);
    if (today !== day) list.push({ kind: "day", key: `day:${today}`, at });
    if (unread?.id === message.id) list.push({ kind: "unread", key: "unread", count: unread.count });
    const first = today !== day || unread?.id === message.id || !isRun(messages[index - 1], message);
    const next = messages[index + 1];
    const last = !next || next.id === unread?.id || dayOf(Date.parse(next.created_at), zone) !== today || !isRun(message, next);
    list.push({ kind: "message", key: keyOf(message), message, first, last });
    day = today;
  });
  return list;
}

/** @param {import("../types.js").Message|undefined} before @param {import("../types.js").Message} after */
function isRun(before, after) {
  if (!before) return false;
  const same = before.direction === after.direction && before.sender_id === after.sender_id && whoOf(before) === whoOf(after);
  return same && Date.parse(after.created_at) - Date.parse(before.created_at) < RUN_MS;
}

/** Who of a group wrote; a line about the conversation belongs to nobody's run. @param {import("../types.js").Message} message */
function whoOf(message) {
  if (isLine(message.message_type)) return message.id;
  const { contact_id: id, phone } = message.content?.participant ?? {};
  return id ?? phone ?? "";
}

/** Kinds that are said by nobody: they stand across the thread, not in a bubble. */
export const isLine = (/** @type {string} */ type) => type === "system" || type === "call";
