// What a hotel offers to tap: buttons, lists, links, forms, products, cards; templates with their places filled.

import { link, paragraph } from "./format.js";
import { paper, picture, place, playable } from "./kinds.js";
import { button, hidden, make } from "./make.js";
import { clockTime, day, say } from "./words.js";

/** The inside of such a bubble. `acts`: {tap(reply), choose(offer), call(), tell(words)}. */
export function offered({ message, shown }, acts) {
  return message.type === "template" ? template(message.template, shown, acts) : interactive(message.interactive, acts);
}

function interactive(said, acts) {
  const parts = [header(said.header), said.body ? paragraph("", said.body.text) : null, said.footer ? make("small", "footer", said.footer.text) : null];
  if (said.type === "carousel") return [...parts.filter(Boolean), row(said.action.cards.map((card) => ownCard(card, acts)))];
  return [...parts, ...(ACTIONS[said.type]?.(said, acts) ?? [])].filter(Boolean);
}

function header(told) {
  if (!told) return null;
  if (told.type === "text") return make("strong", "header", told.text);
  return HEADERS[told.type]?.(told[told.type] ?? told.told ?? {}) ?? null;
}

const HEADERS = {
  image: (said) => picture(said),
  video: (said) => playable("video", said),
  document: (said) => paper(said),
  location: (said) => place(said.latitude ? said : { latitude: 0, longitude: 0, name: say("place") }),
  product: (said) => goods(said.product_retailer_id ?? ""),
};

const ACTIONS = {
  button: ({ action }, acts) => action.buttons.map(({ reply }) => offer("↩", reply.title, () => acts.tap(replyOf(reply)))),
  list: ({ action }, acts) => [offer("☰", action.button, () => acts.choose({ kind: "list", title: action.button, sections: action.sections }))],
  cta_url: ({ action }) => [follow("↗", action.parameters.display_text, action.parameters.url)],
  location_request_message: (_, acts) => [offer("📍", say("sendLocation"), () => acts.choose({ kind: "location" }))],
  request_contact_info: (_, acts) => [offer("👤", say("sendContact"), () => acts.tap({ type: "contacts", contacts: [{ origin: "contact_request" }] }))],
  flow: ({ action }, acts) => [offer("📝", action.parameters.flow_cta, () => acts.choose({ kind: "flow", ...flowOf(action.parameters) }))],
  address_message: (_, acts) => [offer("🏠", say("giveAddress"), () => acts.choose({ kind: "address" }))],
  product: ({ action }, acts) => [goods(action.product_retailer_id), offer("🛍", say("seeProduct"), () => acts.choose(shop(action.catalog_id, [{ product_items: [action] }])))],
  product_list: ({ action }, acts) => [offer("🛍", say("seeProducts"), () => acts.choose(shop(action.catalog_id, action.sections)))],
  catalog_message: ({ action }, acts) => [offer("🛍", say("seeCatalog"), () => acts.choose(shop("", [{ product_items: thumbnails(action.parameters) }])))],
  call_permission_request: (_, acts) => ["accept", "reject"].map((response) => offer("📞", say(`calls_${response}`), () => acts.tap(permission(response)))),
  voice_call: ({ action }, acts) => [offer("📞", action.parameters?.display_text ?? say("callNow"), () => acts.call())],
  order_details: (_, acts) => [offer("💳", say("pay"), () => acts.tell(say("noPayments")))],
  order_status: () => [],
};

function template(said, shown, acts) {
  if (!shown) return [make("p", "odd", say("templateNamed", { name: said.name }))];
  const parts = [header(shown.header), limited(shown.offer), paragraph("", shown.body), shown.footer ? make("small", "footer", shown.footer) : null];
  const draws = (shown.buttons ?? []).map((one) => () => templateButton(one, acts));
  if (shown.cards) parts.push(row(shown.cards.map((card) => templateCard(card, acts))));
  return [...parts, ...folded(draws, acts)].filter(Boolean);
}

/** WhatsApp shows three buttons, and the others behind a fourth. */
function folded(draws, acts) {
  const shown = draws.slice(0, draws.length > 3 ? 2 : 3).map((draw) => draw());
  if (draws.length > 3) shown.push(offer("☰", say("allOptions"), () => acts.choose({ kind: "buttons", title: say("allOptions"), draws })));
  return shown;
}

const BUTTONS = {
  QUICK_REPLY: (told, acts) => offer("↩", told.text, () => acts.tap({ type: "button", button: { payload: told.payload, text: told.text } })),
  URL: (told) => follow("↗", told.text, told.url),
  PHONE_NUMBER: (told) => follow("📞", told.text, `tel:${told.phone_number}`),
  COPY_CODE: (told, acts) => offer("📋", say("copyCode"), () => copy(told.code, acts)),
  OTP: (told, acts) => offer("📋", told.text, () => copy(told.code, acts)),
  FLOW: (told, acts) => offer("📝", told.text, () => acts.choose({ kind: "flow", title: told.text, token: told.action?.flow_token ?? "unused", fields: told.action?.flow_action_data ?? {} })),
  CATALOG: (told, acts) => offer("🛍", told.text, () => acts.choose(shop("", [{ product_items: thumbnails(told.action) }]))),
  MPM: (told, acts) => offer("🛍", told.text, () => acts.choose(shop("", told.action?.sections ?? []))),
  VOICE_CALL: (told, acts) => offer("📞", told.text, () => acts.call()),
};

function templateButton(told, acts) {
  return (BUTTONS[told.type] ?? (() => offer("•", told.text, () => {})))(told, acts);
}

function templateCard(card, acts) {
  const element = make("li", "card");
  element.append(...[header(card.header), card.body ? paragraph("", card.body) : null, ...(card.buttons ?? []).map((one) => templateButton(one, acts))].filter(Boolean));
  return element;
}

function ownCard({ type, header: told, body, action }, acts) {
  const element = make("li", "card");
  const doors = type === "product" ? ACTIONS.product({ action }, acts) : action.buttons ? replies(action.buttons, acts) : ACTIONS.cta_url({ action });
  element.append(...[header(told), body ? paragraph("", body.text) : null, ...doors].filter(Boolean));
  return element;
}

const replies = (buttons, acts) => buttons.map(({ quick_reply: reply }) => offer("↩", reply.title, () => acts.tap(replyOf(reply))));

function row(cards) {
  const element = make("ul", "carousel");
  element.tabIndex = 0;
  element.setAttribute("aria-label", say("cards", { count: cards.length }));
  element.append(...cards);
  return element;
}

function limited(told) {
  if (!told) return null;
  const element = make("span", "limited");
  const until = told.expires_at_ms ? `${day(new Date(told.expires_at_ms))}, ${clockTime(told.expires_at_ms)}` : "";
  element.append(make("strong", "", `🎁 ${told.text}`), make("small", "", until ? say("endsAt", { at: until }) : ""));
  return element;
}

function goods(name) {
  const element = make("span", "goods");
  element.append(make("span", "thing", "🛍"), make("strong", "", name));
  return element;
}

const replyOf = ({ id, title }) => ({ type: "interactive", interactive: { type: "button_reply", button_reply: { id, title } } });
const permission = (response) => ({ type: "interactive", interactive: { type: "call_permission_reply", call_permission_reply: { response, is_permanent: false, response_source: "user_action" } } });
const flowOf = ({ flow_cta, flow_token, flow_action_payload }) => ({ title: flow_cta, token: flow_token ?? "unused", fields: flow_action_payload?.data ?? {} });
const thumbnails = (told) => (told?.thumbnail_product_retailer_id ? [{ product_retailer_id: told.thumbnail_product_retailer_id }] : [{ product_retailer_id: say("product") }]);
const shop = (catalog, sections) => ({ kind: "products", title: say("seeProducts"), catalog: String(catalog || "1"), sections });

async function copy(code, acts) {
  await navigator.clipboard?.writeText(code ?? "").catch(() => {});
  acts.tell(say("copied", { code }));
}

function offer(sign, words, act) {
  const element = button("offer", "", act);
  element.append(hidden("offer-sign", sign), make("span", "", words));
  return element;
}

function follow(sign, words, url) {
  const element = link(/^(https?|tel):/.test(url ?? "") ? url : "#", "", "offer");
  element.append(hidden("offer-sign", sign), make("span", "", words));
  return element;
}
