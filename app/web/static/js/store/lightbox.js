/** Which picture stands large before everything else. */
import { signal } from "../../vendor/signals-core.mjs";

/** A message's id. */
export const enlarged = signal(/** @type {string|null} */ (null));

/** The pictures of a thread that can be looked at, oldest first. @param {import("../types.js").Message[]} messages */
export function pictures(messages) {
  return messages.filter((message) => message.message_type === "image" && message.content?.media?.state === "ready" && !message.revoked_at);
}
