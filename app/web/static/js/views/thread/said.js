/** Everything that was said in a conversation, our own unanswered words included, as rows to draw. */
import { zone } from "../../i18n/format.js";
import { rows } from "../../logic/days.js";
import { shownOf } from "../../logic/bodies.js";
import { uncovered } from "../../logic/messages.js";
import { myId } from "../../store/account.js";
import { entries, settled } from "../../store/outbox.js";

/** @typedef {import("../../types.js").Message} Message */

const STATUS = /** @type {const} */ ({ uploading: "pending", sending: "pending", waiting: "pending", refused: "refused" });

/** One message for one state of an entry, so that nothing is drawn twice for nothing. @type {WeakMap<import("../../types.js").OutboxEntry, Message>} */
const drawn = new WeakMap();

/** @param {import("../../types.js").OutboxEntry} entry @returns {Message} */
function messageOf(entry) {
  const found = drawn.get(entry);
  if (found) return found;
  const message = /** @type {Message} */ ({
    id: entry.key,
    local: entry.key,
    conversation_id: entry.conversation_id,
    direction: "outbound",
    sender_type: "agent",
    sender_id: myId.value,
    message_type: entry.body.type,
    content: shownOf(entry),
    reply_to: entry.body.reply_to ?? null,
    status: STATUS[entry.state],
    error: entry.error,
    created_at: entry.created_at,
  });
  drawn.set(entry, message);
  return message;
}

/** A reaction stands under what it is about; what is scheduled is not said yet, unless it was refused. @param {import("../../types.js").OutboxEntry} entry */
const isBubble = ({ body, state }) => body.type !== "reaction" && (!body.schedule || state === "refused");

/** @param {Message} message */
const isSaid = ({ message_type: type, status, direction }) => status !== "scheduled" && !(type === "reaction" && direction === "outbound");

/**
 * @param {string} conversationId
 * @param {Message[]} messages
 * @param {{id: string, count: number}|null} unread
 */
export function said(conversationId, messages, unread) {
  const mine = entries.value.filter((entry) => entry.conversation_id === conversationId);
  const waiting = uncovered(mine.filter(isBubble), messages, myId.value, new Set(settled.keys()));
  return rows([...messages.filter(isSaid), ...waiting.map(messageOf)], zone.value, unread, (message) => settled.get(message.id) ?? message.id);
}
