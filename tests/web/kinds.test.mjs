/** What guests send besides words, read into what the screen shows: files, money, forms, cards, places, links. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLine, rows } from "../../app/web/static/js/logic/days.js";
import { facts } from "../../app/web/static/js/logic/facts.js";
import { boxOf, duration, endingOf, fileName, fileSize } from "../../app/web/static/js/logic/files.js";
import { hostOf, inlinePicture, mediaPath, webLink } from "../../app/web/static/js/logic/links.js";
import { money } from "../../app/web/static/js/logic/money.js";
import { consoleAddress, placeOf } from "../../app/web/static/js/logic/place.js";
import { coordinates, mapLink } from "../../app/web/static/js/logic/spots.js";
import { vcard } from "../../app/web/static/js/logic/vcard.js";

const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("a file's name cannot turn its own ending around, nor name a folder", () => {
  assert.equal(fileName("conta\u202egpj.exe"), "contagpj.exe");
  assert.equal(fileName("../../etc/passwd"), "passwd");
  assert.equal(fileName("C:\\temp\\voucher.pdf"), "voucher.pdf");
  assert.equal(fileName("a\u0000b\n.pdf"), "ab.pdf");
  assert.equal(fileName({ toString: () => "x" }), "");
  assert.equal(fileName("n".repeat(400)).length, 240);
});

test("the ending is that of the name, else of the type", () => {
  assert.equal(endingOf("conta.PDF", "text/html"), "pdf");
  assert.equal(endingOf("conta", "application/pdf"), "pdf");
  assert.equal(endingOf("conta", "application/vnd.ms-excel"), "ms");
  assert.equal(endingOf("conta", null), "");
});

test("sizes and lengths as people read them", () => {
  assert.equal(plain(fileSize(248_000, "pt-BR")), "248 kB");
  assert.equal(plain(fileSize(1_840_000, "pt-BR")), "1,8 MB");
  assert.equal(fileSize(undefined, "pt-BR"), "");
  assert.equal(fileSize(NaN, "pt-BR"), "");
  assert.deepEqual([0, 5, 65, 3_661, NaN].map(duration), ["0:00", "0:05", "1:05", "1:01:01", "0:00"]);
});

for (const [width, height] of [[1200, 800], [700, 1200], [64, 64], [10_000, 10], [10, 10_000], [0, 5], [undefined, undefined], ["9", "9"]]) {
  test(`the box of ${width} × ${height} fits its bubble`, () => {
    const box = boxOf(width, height);
    assert.ok(box.width >= 140 && box.width <= 330, JSON.stringify(box));
    assert.ok(box.height >= 70 && box.height <= 380, JSON.stringify(box));
  });
}

test("money in the language of the screen, with as many cents as the currency has", () => {
  assert.equal(plain(money(4590, "BRL", "pt-BR")), "R$ 45,90");
  assert.equal(plain(money(4590, "USD", "en")), "$45.90");
  assert.equal(plain(money(4590, "JPY", "en")), "¥4,590");
  assert.equal(plain(money(4590, "not money", "en")), "45.90 NOT MONEY");
  assert.equal(money("4590", "BRL", "pt-BR"), "");
});

test("a form's answers become lines, whatever its shape", () => {
  assert.deepEqual(facts({ flow_token: "t", screen_0_check_in_0: "2026-12-20", guests: 2, wishes: ["alto", "mar"], empty: "" }), [
    { name: "Check in", value: "2026-12-20" },
    { name: "Guests", value: "2" },
    { name: "Wishes", value: "alto, mar" },
  ]);
  assert.deepEqual(facts({ values: { in_pin_code: "22410-003" } }), [{ name: "In pin code", value: "22410-003" }]);
  assert.deepEqual(facts([{ name: "a" }, { name: "b" }]).map((one) => one.value), ["a", "b"]);
  assert.deepEqual(facts("só um texto"), [{ name: "", value: "só um texto" }]);
  assert.deepEqual(facts('"só um \\"texto\\""'), [{ name: "", value: 'só um "texto"' }]);
  assert.deepEqual(facts(null), []);
});

test("a form that is deep or endless stays short", () => {
  let deep = { end: 1 };
  for (let n = 0; n < 100; n += 1) deep = { deep };
  assert.equal(facts(deep).length, 1);
  assert.equal(facts(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}x`, n]))).length, 60);
});

test("only the web's addresses are opened", () => {
  assert.equal(webLink("https://example.com/a"), "https://example.com/a");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", " java\nscript:alert(1)", "file:///etc/passwd", "//example.com", "", null, 7, `https://x/${"a".repeat(3000)}`]) assert.equal(webLink(bad), null);
  assert.equal(hostOf("https://www.example.com/a"), "example.com");
});

test("files are asked for at our own doors alone, and only small pictures are taken inline", () => {
  assert.equal(mediaPath("/api/media/0192-ab/thumbnail"), "/api/media/0192-ab/thumbnail");
  for (const bad of ["https://evil.example/api/media/1", "/api/media/../users", "/api/media/1/retry", "//evil/api/media/1", null]) assert.equal(mediaPath(bad), null);
  assert.equal(inlinePicture("data:image/webp;base64,AAAA"), "data:image/webp;base64,AAAA");
  for (const bad of ["data:image/svg+xml;base64,AAAA", "data:text/html,<b>", "https://evil.example/x.png", `data:image/png;base64,${"A".repeat(30_000)}`]) assert.equal(inlinePicture(bad), null);
});

test("a card holds one person, whatever is written in the name", () => {
  const card = vcard({ name: "Bia\r\nEND:VCARD\r\nBEGIN:VCARD", company: "Maré; Cia, Ltda", phones: [{ phone: "+55 21 99999-0101", wa_id: "5521999990101" }], emails: [{ email: "b@example.com" }] });
  assert.equal(card.split("\r\n").filter((line) => line === "END:VCARD").length, 1);
  assert.ok(card.includes("TEL;waid=5521999990101:+55 21 99999-0101"));
  assert.ok(card.includes("ORG:Maré\\; Cia\\, Ltda"));
});

test("a place has words and a link, nonsense has neither", () => {
  assert.equal(coordinates({ latitude: -22.98663, longitude: -43.20565 }, "pt-BR"), "-22,98663°; -43,20565°");
  assert.match(mapLink({ latitude: -22.98663, longitude: -43.20565 }), /query=-22\.98663,-43\.20565$/);
  for (const bad of [{}, { latitude: "0", longitude: 1 }, { latitude: 91, longitude: 0 }, { latitude: NaN, longitude: 0 }]) assert.equal(mapLink(bad), null);
});

test("who of a group wrote begins a run of their own, and lines belong to nobody's", () => {
  const at = (n) => new Date(Date.UTC(2026, 10, 22, 12, 0, n)).toISOString();
  const said = (id, n, more = {}) => ({ id, direction: "inbound", sender_id: "g", message_type: "text", content: {}, created_at: at(n), ...more });
  const list = rows([said("a", 1, { content: { participant: { contact_id: "x" } } }), said("b", 2, { content: { participant: { contact_id: "y" } } }), said("c", 3, { message_type: "call" }), said("d", 4)], "UTC", null);
  assert.deepEqual(list.filter((row) => row.kind === "message").map((row) => row.first), [true, true, true, true]);
  assert.ok(isLine("system") && !isLine("text"));
});

test("the console's places go there and back, and odd ones lead to the inbox", () => {
  assert.deepEqual(placeOf(consoleAddress("trace", "0192-ab")), { room: "console", conversationId: null, path: "trace", id: "0192-ab" });
  assert.deepEqual(placeOf("#/console"), { room: "console", conversationId: null, path: null, id: null });
  for (const odd of ["#/console/../x", "#/console/a/b/c", "#/consoles", "#/console/a/<b>"]) assert.equal(placeOf(odd).room, "inbox");
});
