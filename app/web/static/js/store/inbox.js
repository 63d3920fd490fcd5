/** The list of conversations: what we know of each, which ones the present list shows, and how it is asked for. */
import { batch, computed, signal } from "../../vendor/signals-core.mjs";
import { absorbed, activity, byActivity, fits, unreadTotal, withChange, withMessage } from "../logic/conversations.js";
import { climb } from "../logic/status.js";
import * as api from "../net/api.js";
import { openId } from "./place.js";

const PAGE = 40;
const MEET_MS = 400;

/** @typedef {import("../types.js").Conversation} Conversation */
/** @typedef {{ids: Set<string>, cursor: string|null, state: "loading"|"ready"|"failed", more: boolean}} Listing */

const known = signal(/** @type {Map<string, Conversation>} */ (new Map()));
const EMPTY = { ids: new Set(), cursor: null, state: /** @type {const} */ ("loading"), more: false };
export const listing = signal(/** @type {Listing} */ (EMPTY));
export const filter = signal(/** @type {"all"|"unread"} */ ("all"));
export const search = signal("");

/** Answers of an older question are thrown away. */
let question = 0;

export const rows = computed(() => {
  const found = [...listing.value.ids].map((id) => known.value.get(id)).filter((row) => row !== undefined);
  // The open one stays in the list of unread ones, or reading it would pull it away from under the eye.
  const kept = search.value ? found : found.filter((row) => fits(row, filter.value) || row.id === openId.value);
  return kept.sort(byActivity);
});

export const unread = computed(() => unreadTotal(known.value.values()));

export const opened = computed(() => (openId.value ? known.value.get(openId.value) : undefined));

export const find = (/** @type {string} */ id) => known.value.get(id);

/** Asks for the list anew; `quietly` leaves the present rows standing until the answer is here. */
export async function load(quietly = false) {
  const mine = ++question;
  if (!quietly) listing.value = EMPTY;
  await answer(mine, () => api.conversations({ q: search.value, unread: filter.value === "unread", limit: PAGE }), new Set());
}

/** The server is there again: a list that it did not answer is asked for once more. */
export function askAgain() {
  if (listing.value.state === "failed") load(listing.value.ids.size > 0);
}

export async function loadMore() {
  const { cursor, state, more, ids } = listing.value;
  if (state === "loading" || !more || !cursor) return;
  listing.value = { ...listing.value, state: "loading" };
  await answer(question, () => api.conversations({ q: search.value, unread: filter.value === "unread", cursor, limit: PAGE }), ids);
}

/** @param {number} mine @param {() => Promise<any>} ask @param {Set<string>} before */
async function answer(mine, ask, before) {
  try {
    const page = await ask();
    if (mine !== question) return;
    const ids = new Set([...before, ...page.data.map((/** @type {Conversation} */ row) => row.id)]);
    batch(() => {
      known.value = absorbed(known.value, page.data);
      listing.value = { ids, cursor: page.next_cursor ?? null, state: "ready", more: Boolean(page.next_cursor) };
    });
  } catch {
    if (mine === question) listing.value = { ...listing.value, state: "failed" };
  }
}

/** One that no list has shown us yet: a deep link, or a guest who writes for the first time. */
export async function fetchOne(/** @type {string} */ id) {
  const told = await api.conversation(id);
  absorb([told]);
  return told;
}

/** News of conversations. @param {Conversation[]} told */
export function absorb(told) {
  if (told.length === 0) return;
  batch(() => {
    known.value = absorbed(known.value, told);
    if (search.value) return;
    const fresh = told.filter((row) => !listing.value.ids.has(row.id) && belongs(row));
    if (fresh.length > 0) listing.value = { ...listing.value, ids: new Set([...listing.value.ids, ...fresh.map((row) => row.id)]) };
  });
}

/** Older ones than the list has reached come with their own page. */
function belongs(/** @type {Conversation} */ row) {
  if (!fits(row, filter.value)) return false;
  if (!listing.value.more) return true;
  const last = rows.value[rows.value.length - 1];
  return !last || activity(row) >= activity(last);
}

/** Last lines and their ticks. @param {{said: import("../types.js").Message[], changed: import("../types.js").Message[], moved: import("../types.js").StatusChange[]}} news */
export function touch({ said, changed, moved }) {
  const next = new Map(known.value);
  for (const message of said) {
    const row = next.get(message.conversation_id);
    if (row) next.set(row.id, withMessage(row, message));
    else meet(message.conversation_id);
  }
  for (const message of changed) {
    const row = next.get(message.conversation_id);
    if (row) next.set(row.id, withChange(row, message));
  }
  for (const change of moved) {
    const row = next.get(change.conversation_id);
    if (row?.last_message?.id !== change.message_id) continue;
    next.set(row.id, { ...row, last_message: { ...row.last_message, status: climb(row.last_message.status, change.status) } });
  }
  known.value = next;
}

/** Whether the hotel's numbers can send. @param {{id: string, can_send: boolean}[]} told */
export function noteNumbers(told) {
  if (told.length === 0) return;
  const can = new Map(told.map((number) => [number.id, number.can_send]));
  const next = new Map(known.value);
  for (const [id, row] of next) {
    const { number } = row;
    if (number && can.has(number.id)) next.set(id, { ...row, number: { ...number, can_send: can.get(number.id) } });
  }
  known.value = next;
}

/** A guest we do not know yet: the summary is usually right behind, so it gets a moment before we ask. */
function meet(/** @type {string} */ id) {
  setTimeout(() => {
    if (!known.value.has(id)) fetchOne(id).catch(() => undefined);
  }, MEET_MS);
}

/** A conversation that is no more. @param {string} id */
export function drop(id) {
  const next = new Map(known.value);
  next.delete(id);
  known.value = next;
}

/** Shown as read at once; the server's summary confirms it. */
export function showRead(/** @type {string} */ id) {
  const row = known.value.get(id);
  if (row && row.unread_count > 0) known.value = new Map(known.value).set(id, { ...row, unread_count: 0 });
}

export function forget() {
  question += 1;
  batch(() => {
    known.value = new Map();
    listing.value = EMPTY;
    filter.value = "all";
    search.value = "";
  });
}
