/** What the hotel feels about a message: shown at once, told to the guest by the outbox as everything else. */
import { computed } from "../../vendor/signals-core.mjs";
import { t } from "../i18n/language.js";
import { reactionBody } from "../logic/bodies.js";
import * as desk from "./desk.js";
import { entries, send, takeBack } from "./outbox.js";

/** Message ids with the sign that is on its way; an empty one takes back. */
const leaving = computed(() => {
  const found = new Map();
  for (const { body } of entries.value) if (body.type === "reaction") found.set(body.content.message_id, body.content.emoji);
  return found;
});

/** Reactions as they will stand. @param {import("../types.js").Message} message */
export function reactionsOf(message) {
  const all = message.reactions ?? [];
  if (!leaving.value.has(message.id)) return all;
  const others = all.filter((one) => one.sender_type === "contact");
  return [...others, { sender_type: "agent", sender_id: null, emoji: leaving.value.get(message.id) }];
}

/** The hotel's own sign on it, empty when there is none. @param {import("../types.js").Message} message */
export const ownOf = (message) => reactionsOf(message).find((one) => one.sender_type !== "contact")?.emoji ?? "";

/** The same sign again takes it back. @param {import("../types.js").Message} message @param {string} emoji */
export function react(message, emoji) {
  const before = entries.value.find(({ body, state }) => body.type === "reaction" && body.content.message_id === message.id && state === "waiting");
  if (before) takeBack(before.key);
  void send(message.conversation_id, reactionBody(message.id, ownOf(message) === emoji ? "" : emoji));
}

// A reaction has no bubble that could show that it was refused: it is said once, and gone.
entries.subscribe((all) => {
  for (const entry of all) {
    if (entry.body.type !== "reaction" || entry.state !== "refused") continue;
    queueMicrotask(() => {
      desk.tell(entry.error?.message || t("reaction-refused"), true);
      takeBack(entry.key);
    });
  }
});
