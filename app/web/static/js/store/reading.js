/** Marking as read what a person has in front of them. */
import { signal } from "../../vendor/signals-core.mjs";
import * as api from "../net/api.js";
import * as inbox from "./inbox.js";

/** Whether anybody can be looking. */
export const visible = signal(document.visibilityState === "visible");

document.addEventListener("visibilitychange", () => {
  visible.value = document.visibilityState === "visible";
});

/** What was told to the server last, so that a server that does not agree is not asked for ever. */
let told = "";

/** @param {import("../types.js").Conversation|undefined} conversation */
export function markRead(conversation) {
  if (!conversation || conversation.unread_count === 0 || !visible.value) return;
  const now = `${conversation.id} ${conversation.last_message?.id} ${conversation.unread_count}`;
  if (now === told) return;
  told = now;
  inbox.showRead(conversation.id);
  api.markRead(conversation.id).catch(() => {
    told = "";
  });
}
