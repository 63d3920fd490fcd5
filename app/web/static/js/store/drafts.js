/** What was begun and not sent, by conversation; kept in this browser until it is sent or the person signs out. */
import { signal } from "../../vendor/signals-core.mjs";
import { myId } from "./account.js";

const PREFIX = "recado.draft.";

/** Bumped when a draft begins or ends, so that the list can mark it. */
const version = signal(0);

const keyOf = (/** @type {string} */ id) => `${PREFIX}${myId.value}.${id}`;

export function draftOf(/** @type {string} */ conversationId) {
  return localStorage.getItem(keyOf(conversationId)) ?? "";
}

/** As `draftOf`, and whoever draws with it is drawn again. @param {string} conversationId */
export function watchedDraft(conversationId) {
  return version.value >= 0 ? draftOf(conversationId) : "";
}

/** @param {string} conversationId @param {string} text */
export function keep(conversationId, text) {
  if (text.trim()) localStorage.setItem(keyOf(conversationId), text);
  else localStorage.removeItem(keyOf(conversationId));
}

/** Lets the list know; called when a conversation is left, not at each key. */
export function show() {
  version.value += 1;
}

/** A text given back to its composer. */
export const returned = signal(/** @type {{conversationId: string, text: string}|null} */ (null));

/** @param {string} conversationId @param {string} text */
export function giveBack(conversationId, text) {
  const joined = [draftOf(conversationId).trim(), text].filter(Boolean).join("\n");
  keep(conversationId, joined);
  returned.value = { conversationId, text: joined };
}

export function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
