/** The ladder of a message's status: it only climbs, whatever order the news come in. */

/** @type {Record<string, number>} */
const RANK = {
  scheduled: 0,
  pending: 1,
  uncertain: 2,
  sent: 3,
  failed: 4,
  cancelled: 4,
  delivered: 5,
  received: 5,
  read: 6,
  played: 7,
};

/** @typedef {import("../types.js").Status} Status */

/** The later of two statuses; an unknown one is taken as news. @param {Status} now @param {Status} next @returns {Status} */
export function climb(now, next) {
  if (!(next in RANK)) return next;
  return (RANK[next] ?? 0) >= (RANK[now] ?? -1) ? next : now;
}

// Only a person, or a rule that knows that nothing arrived, sends a message once more: then it waits again.
const SENT_AGAIN = new Set(["failed", "uncertain"]);

/** @param {Status} now @param {Status} next @param {boolean} isNew @returns {Status} */
function stepped(now, next, isNew) {
  return isNew && next === "pending" && SENT_AGAIN.has(now) ? next : climb(now, next);
}

/**
 * Whether `told` says the newer thing of a message: by event where both came with one, else by when this page
 * heard of it, which for an answer is when it asked.
 * @param {import("../types.js").Message} known
 * @param {import("../types.js").Message} told
 */
function isNews(known, told) {
  if (known.event_id !== undefined && told.event_id !== undefined) return told.event_id >= known.event_id;
  return (told.heard ?? Infinity) >= (known.heard ?? 0);
}

/**
 * What is known of one message from two tellings, neither of which need be the newer. Its words are those of the
 * newer one, since they can be edited, withdrawn and reacted to; its status only climbs.
 * @param {import("../types.js").Message} known
 * @param {import("../types.js").Message} told
 * @returns {import("../types.js").Message}
 */
export function merged(known, told) {
  const isNew = isNews(known, told);
  const status = stepped(known.status, told.status, isNew);
  const error = status === told.status ? (told.error ?? null) : known.error;
  const times = {
    sent_at: told.sent_at ?? known.sent_at ?? null,
    delivered_at: told.delivered_at ?? known.delivered_at ?? null,
    read_at: told.read_at ?? known.read_at ?? null,
  };
  const [older, newer] = isNew ? [known, told] : [told, known];
  // A copy without a number does not take away the number by which later ones are judged.
  const event_id = newer.event_id ?? older.event_id;
  return { ...older, ...newer, ...times, status, error, ...(event_id === undefined ? {} : { event_id }) };
}

/** @param {import("../types.js").Message} message @param {import("../types.js").StatusChange} change */
const isLater = (message, change) => (change.event_id ?? Infinity) > (message.stepped ?? message.event_id ?? 0);

const TIME_OF = /** @type {Record<string, string>} */ ({ sent: "sent_at", delivered: "delivered_at", read: "read_at" });

/**
 * A message after a receipt.
 * @param {import("../types.js").Message} message
 * @param {import("../types.js").StatusChange} change
 * @returns {import("../types.js").Message}
 */
export function noted(message, change) {
  const status = stepped(message.status, change.status, isLater(message, change));
  if (status === message.status && change.status !== message.status) return message;
  const time = TIME_OF[change.status];
  return {
    ...message,
    status,
    can: change.can ?? [],
    uncertain_since: change.uncertain_since ?? null,
    stepped: change.event_id ?? message.stepped,
    heard: change.heard ?? message.heard,
    error: change.error ?? (status === "failed" ? message.error : null),
    ...(time ? { [time]: change.timestamp } : {}),
  };
}
