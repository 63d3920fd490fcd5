/** Which message the next words answer, by conversation. */
import { signal } from "../../vendor/signals-core.mjs";

const targets = signal(/** @type {Map<string, string>} */ (new Map()));

/** Bumped when somebody chose to answer, so that the keyboard goes where the words are written. */
export const asked = signal(0);

/** @param {string} conversationId @returns {string|undefined} a message's id */
export const targetOf = (conversationId) => targets.value.get(conversationId);

/** @param {string} conversationId @param {string} messageId */
export function reply(conversationId, messageId) {
  targets.value = new Map(targets.value).set(conversationId, messageId);
  asked.value += 1;
}

/** @param {string} conversationId */
export function drop(conversationId) {
  const next = new Map(targets.value);
  next.delete(conversationId);
  targets.value = next;
}

/** Takes it for a message that goes now. @param {string} conversationId @returns {{reply_to?: string}} */
export function take(conversationId) {
  const target = targets.value.get(conversationId);
  if (!target) return {};
  drop(conversationId);
  return { reply_to: target };
}

export function forget() {
  targets.value = new Map();
}
