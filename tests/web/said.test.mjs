/** State before + event = state after: messages, receipts, our unanswered words, and the list of conversations. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as conversations from "../../app/web/static/js/logic/conversations.js";
import { rows } from "../../app/web/static/js/logic/days.js";
import { placed, receipted, uncovered } from "../../app/web/static/js/logic/messages.js";
import { length, verdict } from "../../app/web/static/js/logic/outbox.js";
import { climb } from "../../app/web/static/js/logic/status.js";

const AT = (second) => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();

function aMessage(id, second, more = {}) {
  return { id, conversation_id: "c", direction: "inbound", sender_type: "contact", sender_id: "g", message_type: "text", content: { text: id }, status: "received", error: null, created_at: AT(second), ...more };
}

const ours = (id, second, more = {}) => aMessage(id, second, { direction: "outbound", sender_type: "agent", sender_id: "me", status: "pending", ...more });
const entry = (key, text, second, state = "sending") => ({ key, conversation_id: "c", body: { type: "text", content: { text } }, created_at: AT(second), tries: 0, state, error: null });
const ids = (messages) => messages.map((message) => message.id);

test("messages stand in the order of what was said when, each once", () => {
  const thread = placed([aMessage("b", 2)], [aMessage("c", 3), aMessage("a", 1), aMessage("b", 2)]);
  assert.deepEqual(ids(thread), ["a", "b", "c"]);
});

test("within one second the id decides, and times with and without fractions compare as times", () => {
  const thread = placed([], [aMessage("y", 1), aMessage("x", 1), { ...aMessage("w", 1), created_at: AT(1).replace(".000Z", "Z") }]);
  assert.deepEqual(ids(thread), ["w", "x", "y"]);
});

for (const [before, told, after] of [
  ["pending", "sent", "sent"],
  ["sent", "delivered", "delivered"],
  ["delivered", "sent", "delivered"],
  ["read", "delivered", "read"],
  ["sent", "failed", "failed"],
  ["failed", "sent", "failed"],
  ["failed", "delivered", "delivered"],
  ["delivered", "failed", "delivered"],
  ["pending", "uncertain", "uncertain"],
  ["uncertain", "pending", "uncertain"],
  ["uncertain", "delivered", "delivered"],
  ["read", "played", "played"],
]) {
  test(`${before}, then told ${told}, is ${after}`, () => assert.equal(climb(before, told), after));
}

test("a late copy of a message does not take its ticks back", () => {
  const thread = placed([ours("m", 1, { status: "read", read_at: AT(9) })], [ours("m", 1, { status: "sent", sent_at: AT(2) })]);
  assert.equal(thread[0].status, "read");
  assert.equal(thread[0].read_at, AT(9));
  assert.equal(thread[0].sent_at, AT(2));
});

test("a receipt keeps its time, and one for another message changes nothing", () => {
  const before = [ours("m", 1)];
  const change = { message_id: "m", conversation_id: "c", status: "delivered", timestamp: AT(5) };
  assert.equal(receipted(before, [change])[0].delivered_at, AT(5));
  assert.equal(receipted(before, [{ ...change, message_id: "other" }]), before);
});

test("a failure brings Meta's reason, and a later delivery takes it away", () => {
  const error = { code: 131026, title: "Undeliverable", message: "Não chegou." };
  const failed = receipted([ours("m", 1)], [{ message_id: "m", conversation_id: "c", status: "failed", timestamp: AT(2), error }]);
  assert.deepEqual(failed[0].error, error);
  const delivered = receipted(failed, [{ message_id: "m", conversation_id: "c", status: "delivered", timestamp: AT(3) }]);
  assert.equal(delivered[0].error, null);
});

test("our message that came live before its answer is drawn once", () => {
  const left = uncovered([entry("k", "Olá", 10)], [ours("m", 10, { content: { text: "Olá" } })], "me", new Set());
  assert.deepEqual(left, []);
});

test("the same words sent twice need two messages", () => {
  const twice = [entry("k1", "Olá", 10), entry("k2", "Olá", 11)];
  const left = uncovered(twice, [ours("m", 10, { content: { text: "Olá" } })], "me", new Set());
  assert.deepEqual(left.map((one) => one.key), ["k2"]);
});

test("what was said before, by a colleague, or in answer to another entry covers nothing", () => {
  const mine = [entry("k", "Olá", 60)];
  const text = { content: { text: "Olá" } };
  assert.equal(uncovered(mine, [ours("old", 10, text)], "me", new Set()).length, 1);
  assert.equal(uncovered(mine, [ours("hers", 60, { ...text, sender_id: "her" })], "me", new Set()).length, 1);
  assert.equal(uncovered(mine, [ours("m", 60, text)], "me", new Set(["m"])).length, 1);
});

test("a refused entry is always shown", () => {
  const left = uncovered([entry("k", "Olá", 10, "refused")], [ours("m", 10, { content: { text: "Olá" } })], "me", new Set());
  assert.equal(left.length, 1);
});

test("without an answer, or with a passing one, the same message is tried again, ever more slowly", () => {
  assert.deepEqual(verdict({}, 1), { kind: "later", afterMs: 1000 });
  assert.deepEqual(verdict({ status: 503 }, 4), { kind: "later", afterMs: 8000 });
  assert.deepEqual(verdict({ status: 504 }, 40), { kind: "later", afterMs: 30_000 });
  assert.deepEqual(verdict({ status: 429, retryAfter: 12 }, 1), { kind: "later", afterMs: 12_000, limited: true });
});

test("a clear no is final", () => {
  for (const status of [400, 403, 404, 409, 413, 422]) assert.equal(verdict({ status }, 1).kind, "refused");
});

test("the limit counts characters as people do, not halves of them", () => {
  assert.equal(length("😀😀"), 2);
});

function aConversation(id, more = {}) {
  return { id, status: "open", contact: { id: "g", name: id }, number: null, last_message: null, last_message_at: null, unread_count: 0, window_expires_at: null, created_at: AT(0), updated_at: AT(0), ...more };
}

test("of two tellings of a conversation the newer stays, whichever comes last", () => {
  const old = aConversation("c", { event_id: 4, unread_count: 1 });
  const fresh = aConversation("c", { event_id: 7, unread_count: 2 });
  assert.equal(conversations.newer(fresh, old), fresh);
  assert.equal(conversations.newer(old, fresh), fresh);
  const loaded = aConversation("c", { updated_at: AT(9) });
  assert.equal(conversations.newer(aConversation("c", { updated_at: AT(5), event_id: 3 }), loaded), loaded);
});

test("a message becomes the last line, unless a later one is there already", () => {
  const row = conversations.withMessage(aConversation("c"), aMessage("m", 5));
  assert.equal(row.last_message.preview, "m");
  assert.equal(conversations.activity(row), Date.parse(AT(5)));
  assert.equal(conversations.withMessage(row, aMessage("before", 3)), row);
});

test("the list stands by activity, newest first", () => {
  const list = [aConversation("a", { last_message_at: AT(1) }), aConversation("b", { last_message_at: AT(9) }), aConversation("c", { last_message_at: AT(1), last_activity_at: AT(20) })];
  assert.deepEqual(list.sort(conversations.byActivity).map((row) => row.id), ["c", "b", "a"]);
});

test("a thread is cut into days of the hotel's zone, and into runs of one speaker", () => {
  const late = { ...aMessage("a", 0), created_at: "2026-11-22T02:30:00Z" };
  const early = { ...aMessage("b", 0), created_at: "2026-11-22T03:30:00Z" };
  const soon = { ...aMessage("c", 0), created_at: "2026-11-22T03:31:00Z" };
  const list = rows([late, early, soon], "America/Sao_Paulo", { id: "c", count: 1 });
  assert.deepEqual(list.map((row) => row.kind), ["day", "message", "day", "message", "unread", "message"]);
  assert.equal(list[0].key, "day:2026-11-21");
  const run = rows([early, soon], "America/Sao_Paulo", null).filter((row) => row.kind === "message");
  assert.deepEqual(run.map((row) => [row.first, row.last]), [[true, false], [false, true]]);
});
