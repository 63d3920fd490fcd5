/** Messages that change after they were said: edits, withdrawals, reactions and pictures that arrive, in any order of news. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withChange, withMessage } from "../../app/web/static/js/logic/conversations.js";
import { changedIn, placed } from "../../app/web/static/js/logic/messages.js";
import { iconOf, kindOf, previewOf } from "../../app/web/static/js/logic/previews.js";

const AT = (second) => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();
const said = (id, text, more = {}) => ({ id, conversation_id: "c", direction: "inbound", sender_id: "g", message_type: "text", content: { text }, status: "received", error: null, created_at: AT(1), ...more });
const words = (messages) => messages.map((message) => message.content.text);

test("an edit replaces the words, whichever of the two news comes last", () => {
  const [first, edited] = [said("m", "quarto 11", { event_id: 4 }), said("m", "quarto 12", { event_id: 7, edited_at: AT(9) })];
  for (const order of [[first, edited], [edited, first]]) {
    const [message] = order.reduce((list, one) => placed(list, [one]), []);
    assert.equal(message.content.text, "quarto 12");
    assert.equal(message.edited_at, AT(9));
    assert.equal(message.event_id, 7);
  }
});

test("a page that was asked for before the edit does not undo it, and one asked for later wins", () => {
  const edited = said("m", "novo", { event_id: 7, heard: 5 });
  assert.deepEqual(words(placed([edited], [said("m", "velho", { heard: 4 })])), ["novo"]);
  const later = placed([edited], [said("m", "mais novo", { heard: 6 })]);
  assert.deepEqual(words(later), ["mais novo"]);
  assert.deepEqual(words(placed(later, [said("m", "velho", { event_id: 6, heard: 7 })])), ["mais novo"]);
});

test("what changes keeps the ticks it has", () => {
  const read = said("m", "Olá", { direction: "outbound", status: "read", read_at: AT(3), event_id: 5 });
  const [message] = placed([read], [said("m", "Olá", { direction: "outbound", status: "sent", event_id: 6, reactions: [{ sender_type: "contact", sender_id: "g", emoji: "👍" }] })]);
  assert.equal(message.status, "read");
  assert.equal(message.reactions.length, 1);
});

test("a withdrawn message loses its words", () => {
  const [message] = placed([said("m", "segredo", { event_id: 1 })], [said("m", "", { content: {}, event_id: 2, revoked_at: AT(4) })]);
  assert.deepEqual(message.content, {});
  assert.equal(kindOf(message), "withdrawn");
});

test("a change of what lies further up than what was loaded waits for its page", () => {
  const thread = [said("n", "novo", { created_at: AT(30) })];
  assert.deepEqual(changedIn(thread, [said("o", "antigo", { created_at: AT(2) })], true), thread);
  assert.deepEqual(words(changedIn(thread, [said("o", "antigo", { created_at: AT(2) })], false)), ["antigo", "novo"]);
  assert.deepEqual(words(changedIn(thread, [said("p", "depois", { created_at: AT(31) })], true)), ["novo", "depois"]);
  assert.deepEqual(changedIn([], [said("p", "depois")], true), []);
});

test("the list follows a change of its last line alone", () => {
  const row = withMessage({ id: "c", created_at: AT(0), updated_at: AT(0), last_message: null }, said("m", "erro"));
  assert.equal(withChange(row, said("m", "certo", { event_id: 3 })).last_message.preview, "certo");
  assert.equal(withChange(row, said("other", "certo")), row);
  assert.equal(withChange(row, said("m", "", { content: {}, revoked_at: AT(5) })).last_message.revoked_at, AT(5));
});

for (const [type, content, kind, icon, preview] of [
  ["text", { text: "Oi" }, "text", null, "Oi"],
  ["image", { caption: "A vista" }, "image", "image", "A vista"],
  ["audio", { voice: true }, "voice", "microphone", ""],
  ["audio", {}, "audio", "audio", ""],
  ["document", { filename: "voucher.pdf" }, "document", "document", "voucher.pdf"],
  ["location", { latitude: -22.9, longitude: -43.1, name: "Praia" }, "location", "pin", "Praia"],
  ["contacts", { contacts: [{ name: "Bia" }] }, "contacts", "person", "Bia"],
  ["interactive", { text: "Sim", reply: { title: "Sim" } }, "interactive", "tap", "Sim"],
  ["poll_2027", {}, "poll_2027", "unknown", ""],
  ["text", { text: { hostile: true } }, "text", null, ""],
]) {
  test(`a line of ${type} ${JSON.stringify(content)}`, () => {
    assert.equal(kindOf({ message_type: type, content }), kind);
    assert.equal(iconOf(kind), icon);
    assert.equal(previewOf({ message_type: type, content }), preview);
  });
}
