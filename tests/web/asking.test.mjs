/** What is made in the windows of the composer, within Meta's limits, and the times and places that people type. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as asking from "../../app/web/static/js/logic/asking.js";
import { fileBody, flawOf, kindsOf, pastedName } from "../../app/web/static/js/logic/attaching.js";
import { isSaid, shownOf, textBody, untilGuestWrites } from "../../app/web/static/js/logic/bodies.js";
import { buttonsOf } from "../../app/web/static/js/logic/buttons.js";
import { instantOf, isToCome, localOf, suggestions } from "../../app/web/static/js/logic/moments.js";
import { isToCarry, refusalOf, revived } from "../../app/web/static/js/logic/outbox.js";
import { spotIn } from "../../app/web/static/js/logic/spots.js";
import { merged, noted } from "../../app/web/static/js/logic/status.js";
import { blanked, contentOf, isFilled, matching } from "../../app/web/static/js/logic/templates.js";

const WORDS = { header: "", body: "Inclui o café?", footer: "" };
const ZONE = "America/Sao_Paulo";

test("three different short titles make buttons, others do not", () => {
  assert.ok(asking.areButtonsReady(WORDS, ["Sim", "Não", ""]));
  assert.ok(!asking.areButtonsReady(WORDS, ["Sim", " sim "]));
  assert.ok(!asking.areButtonsReady(WORDS, ["x".repeat(21)]));
  assert.ok(asking.areButtonsReady(WORDS, ["😀".repeat(20)]));
  assert.ok(!asking.areButtonsReady({ ...WORDS, body: " " }, ["Sim"]));
  assert.deepEqual(asking.buttonsOf(WORDS, ["Sim ", ""]).action.buttons, [{ type: "reply", reply: { id: "b1", title: "Sim" } }]);
});

test("a list has up to ten lines, and its sections have names when there are several", () => {
  const rows = (many) => Array.from({ length: many }, (_, n) => ({ title: `Opção ${n}`, description: "" }));
  assert.ok(asking.isListReady(WORDS, "Ver", [{ title: "", rows: rows(10) }]));
  assert.ok(!asking.isListReady(WORDS, "Ver", [{ title: "", rows: rows(11) }]));
  assert.ok(!asking.isListReady(WORDS, "Ver", [{ title: "A", rows: rows(1) }, { title: "", rows: rows(1) }]));
  const ids = asking.listOf(WORDS, "Ver", [{ title: "A", rows: rows(2) }, { title: "B", rows: rows(2) }]).action.sections.flatMap((one) => one.rows.map((row) => row.id));
  assert.equal(new Set(ids).size, 4);
});

test("a link leads to an address of the web", () => {
  assert.ok(asking.isLinkReady(WORDS, "Ver", "https://hotel.example/menu"));
  for (const url of ["hotel.example", "javascript:alert(1)", "https://", "https://hotel"]) assert.ok(!asking.isLinkReady(WORDS, "Ver", url), url);
});

for (const [said, spot] of [
  ["-22.98670, -43.20500", { latitude: -22.9867, longitude: -43.205 }],
  ["-22,98670; -43,20500", { latitude: -22.9867, longitude: -43.205 }],
  ["https://www.google.com/maps/place/Hotel/@-22.9867,-43.2050,17z/data=!3m1", { latitude: -22.9867, longitude: -43.205 }],
  ["https://maps.google.com/?q=-22.9867,-43.2050", { latitude: -22.9867, longitude: -43.205 }],
  ["https://maps.app.goo.gl/abc123", null],
  ["Av. Vieira Souto, 320", null],
  ["123.4, 200.1", null],
]) test(`the place in ${said}`, () => assert.deepEqual(spotIn(said), spot));

test("later is said in the hotel's time, whatever the computer's is", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  assert.equal(localOf(now, ZONE), "2026-11-22T09:00");
  assert.equal(instantOf("2026-11-22T09:00", ZONE), now);
  assert.deepEqual(suggestions(now, ZONE).map((one) => one.at), ["2026-11-22T10:00", "2026-11-22T18:00", "2026-11-23T09:00", "2026-11-23T15:00"]);
  assert.ok(isToCome("2026-11-22T09:01", now, ZONE));
  assert.ok(!isToCome("2026-11-22T09:00", now, ZONE));
});

test("in the evening there is no this evening, and Friday knows Monday", () => {
  const friday = suggestions(Date.parse("2026-11-20T21:30:00Z"), ZONE);
  assert.deepEqual(friday.map((one) => one.name), ["in-an-hour", "tomorrow-morning", "tomorrow-afternoon", "monday-morning"]);
  assert.equal(friday.at(-1).at, "2026-11-23T09:00");
});

test("a file may go as what it is or as a document, with words where WhatsApp shows them", () => {
  assert.deepEqual(kindsOf({ name: "a.webp", type: "image/webp" }), ["image", "sticker", "document"]);
  assert.deepEqual(kindsOf({ name: "a.HEIC", type: "" }), ["image", "document"]);
  assert.deepEqual(kindsOf({ name: "a.exe", type: "" }), ["document"]);
  assert.equal(flawOf({ size: 0 }, "image"), "file-empty");
  assert.equal(flawOf({ size: 17e6 }, "video"), "file-too-big");
  assert.deepEqual(fileBody("audio", { name: "a.mp3", caption: "x" }), { type: "audio", content: {} });
  assert.deepEqual(fileBody("document", { name: "C:\\a\u202egpj.exe", caption: " x " }).content, { caption: "x", filename: "agpj.exe" });
  assert.equal(pastedName({ name: "image.png", type: "image/png" }, new Date("2026-11-22T09:00:00Z")), "2026-11-22 09-00-00.png");
});

test("an entry of an earlier release is words, and a file is carried once", () => {
  const old = revived({ key: "k", text: "Olá" });
  assert.deepEqual([old.body, "text" in old], [{ type: "text", content: { text: "Olá" } }, false]);
  assert.ok(isToCarry({ file: { name: "a" }, body: { type: "image", content: {} } }));
  assert.ok(!isToCarry({ file: { name: "a" }, body: { type: "image", content: { media_id: "m" } } }));
});

test("what the live line brings first covers what was asked, kind by kind", () => {
  const asked = { type: "interactive", body: { text: "Inclui?" } };
  assert.ok(isSaid({ message_type: "interactive", content: { text: "Inclui?", interactive: asked } }, { type: "interactive", content: asked }));
  assert.ok(isSaid({ message_type: "image", content: { caption: "Vista" } }, { type: "image", content: { caption: "Vista" } }));
  assert.ok(!isSaid({ message_type: "image", content: { caption: "Vista" } }, { type: "video", content: { caption: "Vista" } }));
  assert.equal(shownOf({ key: "k", body: { type: "audio", content: { voice: true } }, file: { name: "v", type: "audio/webm", size: 3 } }).media.state, "local");
});

test("words with an address bear its picture, and any body can wait for the guest", () => {
  assert.deepEqual(textBody("Veja https://hotel.example").content, { text: "Veja https://hotel.example", preview_url: true });
  assert.deepEqual(untilGuestWrites(textBody("Oi")), { type: "text", content: { text: "Oi" }, schedule: { when: "guest_writes" } });
});

test("of a refusal the fields' own sentences are told, each once", () => {
  const error = { code: "VALIDATION_ERROR", message: "Confira os campos.", body: { details: [{ message: "longo demais" }, { message: "longo demais" }] } };
  assert.equal(refusalOf(error).message, "longo demais");
  assert.equal(refusalOf({ code: "X", message: "Não." }).message, "Não.");
});

test("what is sent again waits again, unless the news are old", () => {
  const failed = { id: "m", status: "failed", error: { code: 1 }, stepped: 7, can: ["retry"] };
  const again = noted(failed, { message_id: "m", status: "pending", event_id: 8, can: ["cancel"] });
  assert.deepEqual([again.status, again.error, again.can], ["pending", null, ["cancel"]]);
  assert.equal(noted(failed, { message_id: "m", status: "pending", event_id: 6 }).status, "failed");
  assert.equal(merged({ ...failed, heard: 3 }, { ...failed, status: "pending", error: null, heard: 4 }).status, "pending");
  assert.equal(merged({ ...failed, heard: 3 }, { ...failed, status: "pending", error: null, heard: 2 }).status, "failed");
});

const PARAMETERS = [
  { path: "header.media_id", type: "image", required: true, missing: true },
  { path: "body.guest", type: "text", required: true, missing: true },
  { path: "body.hotel", type: "text", required: true, missing: false, value: "Ipanema" },
  { path: "buttons.1.text", type: "text", required: true, missing: false },
  { path: "cards.1.body.price", type: "text", required: false, missing: true },
];
const OFFER = { template_id: "t", name: "boas_vindas", language: "pt_BR", content: { text: "Olá, {{guest}}! Há promoção" }, parameters: PARAMETERS };

test("a template's values stand where the door wants them, and what is known is left to the server", () => {
  const values = { "header.media_id": { media_id: "f", filename: "a.pdf" }, "body.guest": "Ana", "buttons.1.text": "ABC", "cards.1.body.price": "R$ 10", "body.hotel": "" };
  assert.deepEqual(contentOf(OFFER, values), {
    template_id: "t",
    header: { media_id: "f", filename: "a.pdf" },
    body: { guest: "Ana" },
    buttons: [{ index: 1, text: "ABC" }],
    cards: [{}, { body: { price: "R$ 10" } }],
  });
  assert.ok(isFilled(OFFER, values));
  assert.ok(!isFilled(OFFER, { "body.guest": "Ana" }));
});

test("a template is found by any of its words, without accents, and an empty place is a blank", () => {
  assert.equal(matching([OFFER], "promocao BOAS").length, 1);
  assert.equal(matching([OFFER], "adeus").length, 0);
  assert.equal(blanked(OFFER.content.text), "Olá, […]! Há promoção");
});

test("each kind of question has its buttons, and nothing else has any", () => {
  assert.deepEqual(buttonsOf("interactive", { interactive: { type: "cta_url", action: { parameters: { display_text: "Ver", url: "https://a.example" } } } })[0].text, "Ver");
  assert.equal(buttonsOf("interactive", { interactive: { type: "location_request_message", action: { name: "send_location" } } })[0].type, "location_request_message");
  assert.equal(buttonsOf("template", { template: { buttons: [{ type: "QUICK_REPLY", text: "Sim" }] } })[0].icon, "reply");
  assert.deepEqual([buttonsOf("text", { text: "a" }), buttonsOf("interactive", { reply: { title: "a" } })], [[], []]);
});
