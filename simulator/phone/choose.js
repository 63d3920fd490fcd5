// The sheet that opens over a conversation: a list's rows, a form, an address, a place, products to order.

import { $, button, hidden, make } from "./make.js";
import { say } from "./words.js";

const HERE = { latitude: -22.98494, longitude: -43.19858, name: "Praia de Ipanema", address: "Av. Vieira Souto, Rio de Janeiro" };
const ADDRESS = ["name", "phone_number", "in_pin_code", "house_number", "address", "city", "state"];

/** `tap(message)` sends what the guest chose, and the sheet closes. */
export function choose(offer, tap) {
  const dialog = $("choose");
  const send = (message) => {
    dialog.close();
    tap(message);
  };
  $("choose-title").textContent = offer.title ?? say(`title_${offer.kind}`);
  $("choose-body").replaceChildren(...SHEETS[offer.kind](offer, send, dialog));
  dialog.showModal();
}

const SHEETS = {
  list: ({ sections }, send) => sections.flatMap((section) => [section.title ? make("h3", "", section.title) : null, ...section.rows.map((row) => listRow(row, send))]).filter(Boolean),
  buttons: ({ draws }, _, dialog) => draws.map((draw) => closing(draw(), dialog)),
  flow: ({ token, fields }, send) => form(Object.keys(fields).length ? fields : { nome: "", pedido: "" }, say("sendForm"), (values) => send(formReply("flow", say("formSent"), { flow_token: token, ...values }))),
  address: (_, send) => form(Object.fromEntries(ADDRESS.map((name) => [name, ""])), say("sendForm"), (values) => send(formReply("address_message", Object.values(values).filter(Boolean).join("\n"), { values }))),
  location: (_, send) => [row("📍", say("whereIAm"), `${HERE.latitude}, ${HERE.longitude}`, () => send({ type: "location", location: { latitude: HERE.latitude, longitude: HERE.longitude } })), row("🏖️", HERE.name, HERE.address, () => send({ type: "location", location: HERE }))],
  products: (offer, send) => shop(offer, send),
};

function listRow({ id, title, description }, send) {
  const reply = { id, title, ...(description ? { description } : {}) };
  return row("○", title, description, () => send({ type: "interactive", interactive: { type: "list_reply", list_reply: reply } }));
}

function row(sign, first, second, act) {
  const element = button("choice", "", act);
  const words = make("span", "who");
  words.append(make("strong", "", first));
  if (second) words.append(make("small", "", second));
  element.append(hidden("sign", sign), words);
  return element;
}

function closing(element, dialog) {
  element.addEventListener("click", () => dialog.close());
  return element;
}

function form(fields, label, done) {
  const element = make("form", "answers");
  for (const [name, value] of Object.entries(fields)) {
    const field = make("label", "field");
    const input = make("input");
    Object.assign(input, { name, value: typeof value === "string" ? value : "", autocomplete: "off" });
    field.append(make("span", "", name), input);
    element.append(field);
  }
  const go = make("button", "strong", label);
  go.type = "submit";
  element.append(go);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    done(Object.fromEntries(new FormData(element)));
  });
  return [element];
}

const formReply = (name, body, told) => ({ type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { name, body, response_json: JSON.stringify(told) } } });

/** Each product with how many; prices are the catalog's, which is not here, so they are made up. */
function shop({ catalog, sections }, send) {
  const wanted = new Map();
  const go = button("strong", say("order", { count: 0 }), () => send({ type: "order", order: { catalog_id: catalog, text: "", product_items: ordered(wanted) } }));
  go.disabled = true;
  const changed = (id, step) => {
    wanted.set(id, Math.max(0, (wanted.get(id) ?? 0) + step));
    const count = [...wanted.values()].reduce((sum, many) => sum + many, 0);
    go.disabled = !count;
    go.textContent = say("order", { count });
    return wanted.get(id);
  };
  const lines = sections.flatMap((section) => [section.title ? make("h3", "", section.title) : null, ...(section.product_items ?? []).map(({ product_retailer_id: id }) => product(id, changed))]);
  return [...lines.filter(Boolean), go];
}

function product(id, changed) {
  const element = make("div", "choice product");
  const many = make("strong", "many", "0");
  const step = (sign, by, label) => {
    const one = button("step", sign, () => (many.textContent = String(changed(id, by))));
    one.setAttribute("aria-label", `${label}: ${id}`);
    return one;
  };
  const words = make("span", "who");
  words.append(make("strong", "", id), make("small", "", "R$ 30,00"));
  element.append(make("span", "sign", "🛍"), words, step("−", -1, say("less")), many, step("+", 1, say("more1")));
  return element;
}

const ordered = (wanted) =>
  [...wanted].filter(([, quantity]) => quantity).map(([id, quantity]) => ({ product_retailer_id: id, quantity, item_price: 30, currency: "BRL" }));
