/** The messages of each conversation that was opened, kept while the page lives and fed by the live line. */
import { signal } from "../../vendor/signals-core.mjs";
import { changedIn, placed, receipted } from "../logic/messages.js";
import * as api from "../net/api.js";

const PAGE = 50;
const KEPT = 30;

/** @typedef {import("../types.js").Message} Message */
/** @typedef {{messages: Message[], state: "loading"|"ready"|"failed"|"missing", more: boolean, older: "idle"|"loading"|"failed"}} Thread */
/** @typedef {import("../../vendor/signals-core.mjs").Signal<Thread>} ThreadSignal */

/** @type {Map<string, ThreadSignal>} */
const threads = new Map();

/** Asked for in vain; what is shown of them may be nothing, or old. @type {Set<string>} */
const unanswered = new Set();

/** Counts what this page hears, so that an answer that was long under way does not undo what came meanwhile. */
let hearing = 0;

/** @template {{heard?: number}} T @param {T[]} messages @param {number} heard @returns {T[]} */
const stamped = (messages, heard) => messages.map((message) => ({ ...message, heard }));

const NEW = () => ({ messages: [], state: /** @type {const} */ ("loading"), more: false, older: /** @type {const} */ ("idle") });

/** The thread, loaded if it is not. @param {string} id @returns {ThreadSignal} */
export function threadOf(id) {
  const found = threads.get(id);
  if (found) return found;
  const fresh = signal(/** @type {Thread} */ (NEW()));
  threads.set(id, fresh);
  if (threads.size > KEPT) threads.delete(/** @type {string} */ (threads.keys().next().value));
  load(id);
  return fresh;
}

export async function load(/** @type {string} */ id) {
  const thread = threads.get(id);
  if (!thread) return;
  if (thread.value.state !== "ready") thread.value = { ...thread.value, state: "loading" };
  unanswered.delete(id);
  try {
    const page = await ask(id, null);
    thread.value = { messages: joined(thread.value.messages, page), state: "ready", more: moreOf(thread.value, page), older: "idle" };
  } catch (error) {
    const missing = /** @type {any} */ (error).status === 404;
    if (!missing) unanswered.add(id);
    if (missing || thread.value.state !== "ready") thread.value = { ...thread.value, state: missing ? "missing" : "failed" };
  }
}

/** @param {string} id @param {string|null} before @returns {Promise<{data: Message[], has_more: boolean}>} */
async function ask(id, before) {
  const asked = ++hearing;
  const page = await api.messages(id, { before, limit: PAGE });
  return { ...page, data: stamped(page.data, asked) };
}

/** A newest page that does not touch what we have leaves a hole, so it replaces it. @param {Message[]} had @param {{data: Message[]}} page */
function joined(had, page) {
  const ids = new Set(page.data.map((message) => message.id));
  return had.some((message) => ids.has(message.id)) ? placed(had, page.data) : placed([], page.data);
}

/** @param {Thread} thread @param {{data: Message[], has_more: boolean}} page */
function moreOf(thread, page) {
  const oldest = page.data[page.data.length - 1];
  const reachesBack = thread.messages.length > 0 && oldest && thread.messages[0]?.id !== oldest.id && thread.messages.some((m) => m.id === oldest.id);
  return reachesBack ? thread.more : page.has_more;
}

/** One page further up; the answer says whether there is anything new to look at. @param {string} id */
export async function loadOlder(id) {
  const thread = threads.get(id);
  const first = thread?.value.messages[0];
  if (!thread || !first || !thread.value.more) return false;
  if (thread.value.older === "loading") return turned(thread);
  thread.value = { ...thread.value, older: "loading" };
  try {
    const page = await ask(id, first.id);
    thread.value = { ...thread.value, messages: placed(thread.value.messages, page.data), more: page.has_more, older: "idle" };
    return true;
  } catch {
    thread.value = { ...thread.value, older: "failed" };
    return false;
  }
}

/** Whoever asks for a page that is on its way gets the same one. @param {ThreadSignal} thread @returns {Promise<boolean>} */
function turned(thread) {
  return new Promise((done) => {
    const stop = thread.subscribe(({ older }) => {
      if (older === "loading") return;
      done(older === "idle");
      queueMicrotask(() => stop());
    });
  });
}

/**
 * News, to the threads that are open somewhere; the others load theirs when opened.
 * @param {{said: Message[], changed: Message[], moved: import("../types.js").StatusChange[]}} news
 */
export function receive({ said, changed, moved }) {
  hearing += 1;
  const [fresh, anew, steps] = [stamped(said, hearing), stamped(changed, hearing), stamped(moved, hearing)];
  for (const [id, thread] of threads) {
    const here = (/** @type {{conversation_id: string}} */ one) => one.conversation_id === id;
    const stood = changedIn(placed(thread.value.messages, fresh.filter(here)), anew.filter(here), thread.value.more || thread.value.state !== "ready");
    const next = receipted(stood, steps.filter(here));
    if (next !== thread.value.messages) thread.value = { ...thread.value, messages: next };
  }
}

/** After a hole in the news: the one on screen anew, the others when they are opened again. @param {string|null} openId */
export function reload(openId) {
  for (const id of [...threads.keys()]) if (id !== openId) threads.delete(id);
  if (openId) load(openId);
}

/** All that was in the one thread is in the other, between what stands there: that is read anew. @param {string} id @param {string} into */
export function fold(id, into) {
  threads.delete(id);
  const kept = threads.get(into);
  if (kept) kept.value = NEW();
  load(into);
}

/** The server is there again: what it did not answer is asked for once more. */
export function askAgain() {
  for (const id of [...unanswered]) load(id);
}

export function forget() {
  threads.clear();
  unanswered.clear();
}
