/** What a message of ours asks the server to say, and whether a message that came back is that one. */
import { previewOf } from "./previews.js";

/** @typedef {import("../types.js").Body} Body */

/** Kinds whose content is a file. */
const FILES = new Set(["image", "video", "audio", "document", "sticker"]);

export const isFile = (/** @type {string} */ type) => FILES.has(type);

const LINK = /https?:\/\/[^\s<>"']+\.[^\s<>"']+/i;

/** Words, with the picture of their first address if they have one. @param {string} text @returns {Body} */
export function textBody(text) {
  return { type: "text", content: LINK.test(text) ? { text, preview_url: true } : { text } };
}

/** @param {string} message_id @param {string} emoji  empty takes it back @returns {Body} */
export function reactionBody(message_id, emoji) {
  return { type: "reaction", content: { message_id, emoji } };
}

/** The words by which people know a message; of a picture without any it is only its kind. @param {Body} body */
export function wordsOf({ type, content }) {
  if (type === "interactive") return String(content.body?.text ?? "");
  return previewOf({ message_type: type, content });
}

/**
 * Whether a message that the live line brought may be what an entry asked for. Of a template the server alone knows the
 * words.
 * @param {import("../types.js").Message} message @param {Body} body
 */
export function isSaid(message, body) {
  if (message.message_type !== body.type) return false;
  if (body.type === "template") return true;
  return previewOf(message) === wordsOf(body);
}

/** A body that is sent when the guest writes next. @param {Body} body @returns {Body} */
export function untilGuestWrites(body) {
  return { ...body, schedule: { when: "guest_writes" } };
}

/** What the bubble of an entry says before the server has told. @param {import("../types.js").OutboxEntry} entry @returns {Record<string, any>} */
export function shownOf({ key, body, file, shown }) {
  if (shown) return shown;
  const { content, type } = body;
  if (type === "interactive") return { text: content.body?.text, interactive: content };
  if (!isFile(type)) return content;
  const { type: mime_type, ...known } = file ?? {};
  return { ...content, media: { ...known, mime_type, state: "local", key } };
}
