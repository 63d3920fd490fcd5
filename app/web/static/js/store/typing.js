/** Colleagues who are writing to the same guest just now. */
import { signal } from "../../vendor/signals-core.mjs";
import { myId } from "./account.js";

const FADE_MS = 6_000;

/** Conversation ids with somebody writing. */
export const typing = signal(/** @type {Map<string, Set<string>>} */ (new Map()));

/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const fades = new Map();

/** @param {{conversation_id: string, user_id: string, typing: boolean}} told */
export function note(told) {
  if (told.user_id === myId.value) return;
  const key = `${told.conversation_id}/${told.user_id}`;
  clearTimeout(fades.get(key));
  set(told);
  // A stop can be lost with its sender's connection.
  if (told.typing) fades.set(key, setTimeout(() => set({ ...told, typing: false }), FADE_MS));
}

/** @param {{conversation_id: string, user_id: string, typing: boolean}} told */
function set({ conversation_id, user_id, typing: writes }) {
  const people = new Set(typing.value.get(conversation_id));
  if (writes) people.add(user_id);
  else people.delete(user_id);
  typing.value = new Map(typing.value).set(conversation_id, people);
}
