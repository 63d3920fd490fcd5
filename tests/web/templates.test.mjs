/** A template as a form: into Meta's components and back, the places that are filled, and whose fault a flaw is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, componentsOf, draftOf, fieldOf, nameOf, newButton, placesOf, sourcesOf, variables } from "../../app/web/static/js/logic/template_draft.js";

const DRAFT = {
  ...blank(),
  name: "chegada",
  header: { kind: "text", text: "Reserva {{hotel}}", media_id: "", filename: "" },
  body: "Olá, {{guest}}! Até {{date}}.",
  footer: "Recepção",
  buttons: [newButton("QUICK_REPLY"), { ...newButton("URL"), text: "Ver", url: "https://hotel.example/{{1}}", example: "https://hotel.example/X" }],
  examples: { hotel: "Ipanema", guest: "Ana", date: "12/03" },
  sources: { "body.guest": { from: "contact.first_name" }, "body.gone": { fallback: "x" }, "body.date": {} },
};

test("what is written becomes Meta's components, and comes back as it was", () => {
  const components = componentsOf(DRAFT);
  assert.deepEqual(components.map((one) => one.type), ["HEADER", "BODY", "FOOTER", "BUTTONS"]);
  assert.deepEqual(components[1].example, { body_text_named_params: [{ param_name: "guest", example: "Ana" }, { param_name: "date", example: "12/03" }] });
  assert.deepEqual(components[3].buttons[1], { type: "URL", text: "Ver", url: "https://hotel.example/{{1}}", example: ["https://hotel.example/X"] });
  const back = draftOf({ name: "chegada", language: "pt_BR", category: "UTILITY", definition: components, sources: {} });
  assert.deepEqual(componentsOf(back), components);
});

test("numbered variables have their examples in order", () => {
  const components = componentsOf({ ...blank(), body: "Oi, {{1}} e {{2}}!", examples: { 1: "Ana", 2: "Bia" } });
  assert.deepEqual(components, [{ type: "BODY", text: "Oi, {{1}} e {{2}}!", example: { body_text: [["Ana", "Bia"]] } }]);
  assert.deepEqual(draftOf({ name: "x", language: "en", definition: components }).examples, { 1: "Ana", 2: "Bia" });
});

test("parts that the form does not know stay as they are", () => {
  const carousel = { type: "CAROUSEL", cards: [{ components: [] }] };
  const draft = draftOf({ name: "x", language: "en", definition: [{ type: "BODY", text: "Oi." }, carousel] });
  assert.deepEqual(componentsOf(draft).at(-1), carousel);
});

test("a file that Meta has stays until another is chosen", () => {
  const header = { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::a"] } };
  const draft = draftOf({ name: "x", language: "en", definition: [header, { type: "BODY", text: "Oi." }] });
  assert.deepEqual(componentsOf(draft)[0], header);
  assert.deepEqual(componentsOf({ ...draft, header: { ...draft.header, media_id: "f" } })[0].example, { media_id: "f" });
});

test("only places that there are keep what fills them", () => {
  assert.deepEqual(placesOf(DRAFT).map(({ path }) => path), ["header.text", "body.guest", "body.date", "buttons.1.text"]);
  assert.deepEqual(sourcesOf(DRAFT), { "body.guest": { from: "contact.first_name" } });
});

test("a flaw belongs to the field that it is about", () => {
  const components = componentsOf(DRAFT);
  assert.equal(fieldOf("body.components.1.text", components), "body");
  assert.equal(fieldOf("body.components.1.example.guest", components), "example.guest");
  assert.equal(fieldOf("body.components.3.buttons.1.url", components), "buttons.1.url");
  assert.equal(fieldOf("body.components.0.example", components), "header");
  assert.equal(fieldOf("body.name", components), "name");
  assert.equal(fieldOf("body.sources.body.guest.from", components), "sources.body.guest.from");
  assert.equal(fieldOf("body.components", components), "body");
});

test("a name is made as Meta takes it, and variables are found once each", () => {
  assert.equal(nameOf("Boas-vindas à Suíte!"), "boas_vindas_a_suite_");
  assert.deepEqual(variables("{{a}} {{ b }} {{a}} {c}"), ["a", "b"]);
});
