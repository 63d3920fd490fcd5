/**
 * Our messages on their way: each has one key from the first moment, is tried again with that key until the server
 * has answered, survives a reload, and waits for the one before it in its conversation.
 */
import { batch, signal } from "../../vendor/signals-core.mjs";
import { verdict } from "../logic/outbox.js";
import * as api from "../net/api.js";
import { serverNow } from "../net/http.js";
import { newKey } from "../net/ids.js";
import { myId } from "./account.js";
import * as inbox from "./inbox.js";
import * as threads from "./threads.js";

const PREFIX = "recado.outbox.";

/** @typedef {import("../types.js").OutboxEntry} OutboxEntry */

export const entries = signal(/** @type {OutboxEntry[]} */ ([]));

/** Server ids of messages that came from an entry of this page, with its key: their bubble stays the same one. @type {Map<string, string>} */
export const settled = new Map();

/** @type {Set<string>} */ const busy = new Set();
/** @type {Map<string, ReturnType<typeof setTimeout>>} */ const waits = new Map();

const keyOf = (/** @type {OutboxEntry} */ entry) => `${PREFIX}${myId.value}.${entry.key}`;

/** @param {string} conversation_id @param {string} text */
export function send(conversation_id, text) {
  const created_at = new Date(serverNow()).toISOString();
  put({ key: newKey(), conversation_id, text, created_at, tries: 0, state: "sending", error: null });
  pump(conversation_id);
}

/** The person tries again what was refused, or does not want to wait. */
export function retry(/** @type {string} */ key) {
  const entry = entries.value.find((one) => one.key === key);
  if (!entry) return;
  put({ ...entry, tries: 0, state: "sending", error: null });
  pump(entry.conversation_id);
}

/** Takes a refused one away and gives its text back. @param {string} key */
export function takeBack(key) {
  const entry = entries.value.find((one) => one.key === key);
  if (entry) drop(entry);
  return entry?.text ?? "";
}

/** What an earlier visit left, in the order it was written. */
export function resume() {
  const prefix = `${PREFIX}${myId.value}.`;
  const left = Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => JSON.parse(localStorage.getItem(key) ?? "null"));
  entries.value = left.filter(Boolean).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  hurry();
}

/** The network is back: nobody waits any longer. */
export function hurry() {
  for (const id of new Set(entries.value.map((entry) => entry.conversation_id))) pump(id);
}

/** What was still to be sent to the one conversation goes to the other. @param {string} id @param {string} into */
export function moveOn(id, into) {
  for (const entry of entries.value.filter((one) => one.conversation_id === id)) put({ ...entry, conversation_id: into });
  pump(into);
}

export function forget() {
  for (const timer of waits.values()) clearTimeout(timer);
  waits.clear();
  entries.value = [];
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

async function pump(/** @type {string} */ conversationId) {
  clearTimeout(waits.get(conversationId));
  if (busy.has(conversationId)) return;
  busy.add(conversationId);
  let next = first(conversationId);
  while (next && (await attempt(next))) next = first(conversationId);
  busy.delete(conversationId);
}

function first(/** @type {string} */ conversationId) {
  return entries.value.find((entry) => entry.conversation_id === conversationId && entry.state !== "refused");
}

/** Whether the next of this conversation may follow. @param {OutboxEntry} entry */
async function attempt(entry) {
  put({ ...entry, state: "sending" });
  try {
    settle(entry, await api.send(entry));
    return true;
  } catch (error) {
    return fail(entry, /** @type {any} */ (error));
  }
}

/** @param {OutboxEntry} entry @param {import("../types.js").Message} message */
function settle(entry, message) {
  batch(() => {
    settled.set(message.id, entry.key);
    const news = { said: [message], changed: [], moved: [] };
    threads.receive(news);
    inbox.touch(news);
    drop(entry);
  });
}

/** @param {OutboxEntry} entry @param {any} error */
function fail(entry, error) {
  const tries = entry.tries + 1;
  const said = verdict({ status: error.status, retryAfter: error.retryAfter }, tries);
  if (!entries.value.some((one) => one.key === entry.key)) return false;
  if (said.kind === "refused") {
    put({ ...entry, tries, state: "refused", error: { code: error.code, message: error.message, window_expires_at: error.body?.window_expires_at } });
    return true;
  }
  put({ ...entry, tries, state: "waiting" });
  waits.set(entry.conversation_id, setTimeout(() => pump(entry.conversation_id), said.afterMs));
  return false;
}

function put(/** @type {OutboxEntry} */ entry) {
  localStorage.setItem(keyOf(entry), JSON.stringify(entry));
  const at = entries.value.findIndex((one) => one.key === entry.key);
  entries.value = at < 0 ? [...entries.value, entry] : entries.value.with(at, entry);
}

function drop(/** @type {OutboxEntry} */ entry) {
  localStorage.removeItem(keyOf(entry));
  entries.value = entries.value.filter((one) => one.key !== entry.key);
}

addEventListener("online", hurry);
