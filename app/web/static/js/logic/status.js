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

/**
 * What is known of one message from two tellings, neither of which need be the newer.
 * @param {import("../types.js").Message} known
 * @param {import("../types.js").Message} told
 * @returns {import("../types.js").Message}
 */
export function merged(known, told) {
  const status = climb(known.status, told.status);
  const error = status === told.status ? (told.error ?? null) : known.error;
  const times = {
    sent_at: told.sent_at ?? known.sent_at ?? null,
    delivered_at: told.delivered_at ?? known.delivered_at ?? null,
    read_at: told.read_at ?? known.read_at ?? null,
  };
  return { ...known, ...told, ...times, status, error };
}

const TIME_OF = /** @type {Record<string, string>} */ ({ sent: "sent_at", delivered: "delivered_at", read: "read_at" });

/**
 * A message after a receipt.
 * @param {import("../types.js").Message} message
 * @param {import("../types.js").StatusChange} change
 * @returns {import("../types.js").Message}
 */
export function noted(message, change) {
  const status = climb(message.status, change.status);
  if (status === message.status && change.status !== message.status) return message;
  const time = TIME_OF[change.status];
  return {
    ...message,
    status,
    error: change.error ?? (status === "failed" ? message.error : null),
    ...(time ? { [time]: change.timestamp } : {}),
  };
}
