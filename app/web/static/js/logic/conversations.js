/** The inbox as data: which telling of a conversation is the newer one, and in which order they stand. */
import { previewOf } from "./previews.js";

/** @typedef {import("../types.js").Conversation} Conversation */

/** When something last happened in it, in milliseconds: what lists are ordered by. */
export function activity(/** @type {Conversation} */ conversation) {
  return Date.parse(conversation.last_activity_at ?? conversation.last_message_at ?? conversation.created_at) || 0;
}

/** When something was last said in it: what lists show. */
export function saidAt(/** @type {Conversation} */ conversation) {
  return Date.parse(conversation.last_message_at ?? conversation.created_at) || 0;
}

export function byActivity(/** @type {Conversation} */ a, /** @type {Conversation} */ b) {
  const apart = activity(b) - activity(a);
  if (apart !== 0) return apart;
  return a.id < b.id ? 1 : -1;
}

/** The newer of two tellings: by event where both have one, else by the time of the last change. @param {Conversation|undefined} known @param {Conversation} told */
export function newer(known, told) {
  if (!known) return told;
  if (known.event_id !== undefined && told.event_id !== undefined) return told.event_id >= known.event_id ? told : known;
  return (Date.parse(told.updated_at) || 0) >= (Date.parse(known.updated_at) || 0) ? told : known;
}

/** A copy of the map with every telling that is news. @param {Map<string, Conversation>} map @param {Conversation[]} told */
export function absorbed(map, told) {
  const next = new Map(map);
  for (const conversation of told) next.set(conversation.id, newer(next.get(conversation.id), conversation));
  return next;
}

/**
 * The conversation with `message` as its last line, if it is. The server's own summary follows and wins;
 * this only spares the eye the wait.
 * @param {Conversation} conversation
 * @param {import("../types.js").Message} message
 */
export function withMessage(conversation, message) {
  const last = conversation.last_message;
  if (last && last.id !== message.id && Date.parse(last.created_at) > Date.parse(message.created_at)) return conversation;
  const { id, direction, message_type, status, created_at } = message;
  const preview = previewOf(message) || (last?.id === id ? last.preview : null);
  const now = Math.max(activity(conversation), Date.parse(created_at));
  return {
    ...conversation,
    last_message: { id, direction, message_type, preview, status, created_at },
    last_message_at: created_at,
    last_activity_at: new Date(now).toISOString(),
  };
}

/** The conversation after its last line was edited, withdrawn or completed. @param {Conversation} conversation @param {import("../types.js").Message} message @returns {Conversation} */
export function withChange(conversation, message) {
  const last = conversation.last_message;
  if (last?.id !== message.id) return conversation;
  return { ...conversation, last_message: { ...last, preview: previewOf(message), revoked_at: message.revoked_at ?? null } };
}

/** How many guests wait for an answer to be read. */
export function unreadTotal(/** @type {Iterable<Conversation>} */ conversations) {
  let total = 0;
  for (const conversation of conversations) total += conversation.unread_count > 0 ? 1 : 0;
  return total;
}

/** Whether a conversation belongs to a list that asks for `filter`; what was put away belongs to none. */
export function fits(/** @type {Conversation} */ conversation, /** @type {string} */ filter) {
  return !conversation.archived && (filter !== "unread" || conversation.unread_count > 0);
}
