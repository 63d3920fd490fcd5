/** What is to be said later in each conversation: at its time, or when the guest writes. */
import { signal } from "../../vendor/signals-core.mjs";
import { when } from "../i18n/format.js";
import { t } from "../i18n/language.js";
import * as sending from "../net/sending.js";
import * as desk from "./desk.js";
import * as outbox from "./outbox.js";

/** @typedef {import("../types.js").Message} Message */

const lists = signal(/** @type {Map<string, Message[]>} */ (new Map()));

/** @param {string} conversationId @returns {Message[]} */
export const listOf = (conversationId) => lists.value.get(conversationId) ?? [];

/** @param {string} conversationId @param {Message[]} list */
const put = (conversationId, list) => {
  lists.value = new Map(lists.value).set(conversationId, list);
};

/** @param {string} conversationId */
export async function load(conversationId) {
  try {
    const { data } = await sending.scheduled(conversationId);
    put(conversationId, data);
  } catch {
    // What was known stays; the next event, or opening it again, asks anew.
  }
}

/** Something of it was changed somewhere. @param {{conversation_id?: string}[]} events */
export function hear(events) {
  for (const id of new Set(events.map((event) => event.conversation_id))) if (id && lists.value.has(id)) void load(id);
}

/** What moved on is no longer to come. @param {{id?: string, message_id?: string, conversation_id: string, status: string}[]} moved */
export function note(moved) {
  for (const one of moved) {
    const had = lists.value.get(one.conversation_id);
    if (had && one.status !== "scheduled") put(one.conversation_id, had.filter((message) => message.id !== (one.message_id ?? one.id)));
  }
}

/** @param {Message} message */
export async function cancel(message) {
  await sending.cancel(message.id);
  put(message.conversation_id, listOf(message.conversation_id).filter((one) => one.id !== message.id));
}

/** @param {Message} message @param {{at?: string, timezone?: string, content?: unknown}} change */
export async function change(message, change) {
  await sending.reschedule(message.id, change);
  await load(message.conversation_id);
}

outbox.onTaken.add((message) => {
  if (message.status !== "scheduled") return;
  const at = message.schedule?.at;
  desk.tell(at ? t("scheduled-for", { moment: when(Date.parse(at)) }) : t("scheduled-for-guest"));
  void load(message.conversation_id);
});

export function forget() {
  lists.value = new Map();
}
