/** Reading words, names, addresses and clocks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { initials, nameOf, phoneOf } from "../../app/web/static/js/logic/names.js";
import { addressOf, placeOf } from "../../app/web/static/js/logic/place.js";
import { parts, plain } from "../../app/web/static/js/logic/rich_text.js";
import { slugOf } from "../../app/web/static/js/logic/tenant.js";
import { claims, renewIn } from "../../app/web/static/js/logic/token.js";
import { clock, windowAt } from "../../app/web/static/js/logic/window.js";

const kinds = (text) => parts(text).map((part) => `${part.kind}:${part.text}`);

for (const [text, expected] of [
  ["Olá", ["text:Olá"]],
  ["*Suíte* às _11h_, ~R$ 900~ R$ 800", ["bold:Suíte", "text: às ", "italic:11h", "text:, ", "struck:R$ 900", "text: R$ 800"]],
  ["2*3*4 e snake_case_name", ["text:2*3*4 e snake_case_name"]],
  ["* não * é", ["text:* não * é"]],
  ["```a *b*```", ["code:a *b*"]],
  ["veja https://hotel.example/a?b=1, sim", ["text:veja ", "link:https://hotel.example/a?b=1", "text:, sim"]],
  ["(https://hotel.example/x)", ["text:(", "link:https://hotel.example/x", "text:)"]],
  ["javascript:alert(1)", ["text:javascript:alert(1)"]],
  ["<b onclick=x>", ["text:<b onclick=x>"]],
  ["", []],
]) {
  test(`"${text}" is read as ${expected.length} parts`, () => assert.deepEqual(kinds(text), expected));
}

test("a very long line of marks is read without delay", () => {
  const begun = performance.now();
  parts("*a".repeat(2_000) + "_".repeat(2_000) + "https://".repeat(300));
  assert.ok(performance.now() - begun < 500);
});

test("a preview is one line without marks", () => assert.equal(plain("*Oi*\n\n  tudo   _bem_?"), "Oi tudo bem?"));

test("a guest is called by name, by user name, else by phone", () => {
  assert.equal(nameOf({ name: " Ana ", phone: null, wa_id: null, username: null }), "Ana");
  assert.equal(nameOf({ name: null, phone: null, wa_id: null, username: "ana.b" }), "@ana.b");
  assert.equal(nameOf({ name: "", phone: "+5521998765432", wa_id: "5521998765432", username: null }), "+55 21 99876-5432");
  assert.equal(nameOf({ name: null, phone: null, wa_id: null, username: null }), "");
  assert.equal(phoneOf({ phone: null, wa_id: "551133334444" }), "+55 11 3333-4444");
});

test("initials are letters of a name, and nothing for a number", () => {
  assert.equal(initials("Marina de Figueiredo"), "MF");
  assert.equal(initials("élodie"), "É");
  assert.equal(initials("+55 21 99876-5432"), null);
});

test("the address names the hotel by query, then by subdomain under the base domain only", () => {
  assert.equal(slugOf({ search: "?tenant=Hotel-A", hostname: "hotel-b.example.com" }, "example.com"), "hotel-a");
  assert.equal(slugOf({ search: "", hostname: "hotel-b.example.com" }, "example.com"), "hotel-b");
  for (const hostname of ["localhost", "127.0.0.1", "example.com", "www.example.com", "api.example.com", "a.b.example.com", "evil-example.com"])
    assert.equal(slugOf({ search: "", hostname }, "example.com"), null, hostname);
  assert.equal(slugOf({ search: "", hostname: "hotel-b.example.com" }, ""), null);
});

test("places within the page go there and back", () => {
  assert.equal(placeOf(addressOf("0192-ab")).conversationId, "0192-ab");
  assert.equal(placeOf(addressOf(null)).conversationId, null);
  assert.equal(placeOf("#/c/../../x").conversationId, null);
});

test("the window is open, closes soon, is closed, or is not known", () => {
  const now = Date.UTC(2026, 10, 22);
  const after = (hours) => new Date(now + hours * 3_600_000).toISOString();
  assert.equal(windowAt(after(20), now).state, "open");
  assert.equal(windowAt(after(3), now).state, "soon");
  assert.equal(windowAt(after(-1), now).state, "closed");
  assert.equal(windowAt(null, now).state, "unknown");
  assert.deepEqual(clock(windowAt(after(20.5), now).leftMs), { hours: 20, minutes: 30 });
  assert.deepEqual(clock(1), { hours: 0, minutes: 1 });
});

test("a token is renewed a minute early, or halfway when it lives shortly", () => {
  assert.equal(renewIn(900_000, 0), 840_000);
  assert.equal(renewIn(60_000, 0), 30_000);
  assert.equal(renewIn(0, 5_000), 0);
});

test("claims are read from a token, with accents, and nothing from what is none", () => {
  const body = Buffer.from(JSON.stringify({ user_id: "u", name: "João" })).toString("base64url");
  assert.equal(claims(`h.${body}.s`).name, "João");
  assert.deepEqual(claims("no token"), {});
});
