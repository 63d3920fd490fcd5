/** A template while somebody writes it: Meta's components as a form, and a form as Meta's components. */

/**
 * @typedef {{kind: "none"|"text"|"image"|"video"|"document"|"location", text: string, media_id: string, filename: string, kept?: Record<string, any>}} Header
 * @typedef {{type: string, text: string, url: string, phone_number: string, example: string, kept?: Record<string, any>}} Button
 * @typedef {object} Draft
 * @property {string} name
 * @property {string} language
 * @property {string} category
 * @property {Header} header
 * @property {string} body
 * @property {string} footer
 * @property {Button[]} buttons
 * @property {Record<string, string>} examples  by the variable's name
 * @property {Record<string, {from?: string, fallback?: string}>} sources  by path
 * @property {Record<string, any>[]} others  parts that this form does not know: carousels, offers
 */

/** What this page offers; Meta has more, which stay as they are. */
export const BUTTONS = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE"];
export const HEADERS = /** @type {Header["kind"][]} */ (["none", "text", "image", "video", "document", "location"]);
export const MOST_BUTTONS = 10;
const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** @returns {Draft} */
export const blank = () => ({
  name: "",
  language: "pt_BR",
  category: "UTILITY",
  header: { kind: "none", text: "", media_id: "", filename: "" },
  body: "",
  footer: "",
  buttons: [],
  examples: {},
  sources: {},
  others: [],
});

/** @returns {Button} */
export const newButton = (/** @type {string} */ type) => ({ type, text: "", url: "", phone_number: "", example: "" });

/** Each once, as they come. @param {string} said */
export const variables = (said) => [...new Set([...said.matchAll(VARIABLE)].map((found) => found[1] ?? ""))];

/** @param {string} said  `Boas-vindas à Suíte!` as Meta takes a name: `boas_vindas_a_suite` */
export const nameOf = (said) =>
  said.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_/, "").slice(0, 512);

/** @param {Record<string, any>} template @returns {Draft} */
export function draftOf(template) {
  const parts = template.definition ?? [];
  const part = (/** @type {string} */ type) => parts.find((/** @type {any} */ one) => String(one.type).toUpperCase() === type);
  const known = new Set(["HEADER", "BODY", "FOOTER", "BUTTONS"]);
  return {
    name: template.name,
    language: template.language,
    category: template.category ?? "UTILITY",
    header: headerOf(part("HEADER"), template),
    body: part("BODY")?.text ?? template.components?.body ?? "",
    footer: part("FOOTER")?.text ?? "",
    buttons: (part("BUTTONS")?.buttons ?? []).map(buttonOf),
    examples: { ...examplesOf(part("HEADER"), "header"), ...examplesOf(part("BODY"), "body") },
    sources: template.sources ?? {},
    others: parts.filter((/** @type {any} */ one) => !known.has(String(one.type).toUpperCase())),
  };
}

/** @param {Draft} draft @returns {Record<string, any>[]} */
export function componentsOf(draft) {
  const { header, body, footer, buttons, others } = draft;
  const named = [header.kind === "text" ? header.text : "", body].flatMap(variables).some((name) => /\D/.test(name));
  const found = [];
  if (header.kind === "text") found.push({ type: "HEADER", format: "TEXT", text: header.text, ...examples("header", variables(header.text), draft, named) });
  else if (header.kind !== "none") found.push({ type: "HEADER", format: header.kind.toUpperCase(), ...sample(header) });
  found.push({ type: "BODY", text: body, ...examples("body", variables(body), draft, named) });
  if (footer) found.push({ type: "FOOTER", text: footer });
  if (buttons.length > 0) found.push({ type: "BUTTONS", buttons: buttons.map(told) });
  return [...found, ...others];
}

/** Which field of the form a flaw belongs to: `body`, `header`, `footer`, `buttons.1.url`, `example.guest`, `name`… @param {string} field @param {Record<string, any>[]} components */
export function fieldOf(field, components) {
  const [place = "", ...rest] = field.replace(/^body\.?/, "").replace(/^components\.?/, "").split(".");
  if (!/^\d+$/.test(place)) return field.replace(/^body\.?/, "").startsWith("components") ? "body" : [place, ...rest].join(".") || "body";
  const type = String(components[Number(place)]?.type ?? "").toLowerCase();
  if (type === "buttons") return rest.join(".") || "buttons";
  return rest[0] === "example" && rest[1] ? `example.${rest[1]}` : type || "body";
}

/** The places that may be filled by themselves, with what they are called. @param {Draft} draft @returns {{path: string, name: string, part: "header"|"body"|"button", button?: string}[]} */
export function placesOf({ header, body, buttons }) {
  const inHeader = header.kind === "text" ? variables(header.text).map((name) => ({ path: "header.text", name, part: /** @type {const} */ ("header") })) : [];
  const inBody = variables(body).map((name) => ({ path: `body.${name}`, name, part: /** @type {const} */ ("body") }));
  const inButtons = buttons.flatMap((button, index) =>
    button.type === "URL" && variables(button.url).length > 0
      ? [{ path: `buttons.${index}.text`, name: "1", part: /** @type {const} */ ("button"), button: button.text }]
      : [],
  );
  return [...inHeader, ...inBody, ...inButtons];
}

/** Only what fills a place that there is, and says something. @param {Draft} draft */
export function sourcesOf(draft) {
  const paths = placesOf(draft).map(({ path }) => path);
  return Object.fromEntries(paths.filter((path) => draft.sources[path]?.from || draft.sources[path]?.fallback).map((path) => [path, draft.sources[path] ?? {}]));
}

/** @param {any} part @param {Record<string, any>} template @returns {Header} */
function headerOf(part, template) {
  const format = String(part?.format ?? "none").toLowerCase();
  const kind = HEADERS.find((one) => one === (part?.text ? "text" : format)) ?? "none";
  return { kind, text: part?.text ?? "", media_id: template.header_media_id ?? "", filename: "", kept: part };
}

/** @param {any} button @returns {Button} */
function buttonOf(button) {
  const example = Array.isArray(button.example) ? button.example[0] : button.example;
  return { ...newButton(String(button.type).toUpperCase()), text: button.text ?? "", url: button.url ?? "", phone_number: button.phone_number ?? "", example: example ?? "", kept: button };
}

/** @param {Button} button */
function told({ type, text, url, phone_number, example, kept }) {
  if (!BUTTONS.includes(type)) return kept ?? { type, text };
  if (type === "URL") return { type, text, url, ...(variables(url).length > 0 ? { example: [example] } : {}) };
  if (type === "PHONE_NUMBER") return { type, text, phone_number };
  return type === "COPY_CODE" ? { type, example: [example] } : { type, text };
}

/** The file that was chosen here; else the one that Meta has already. @param {Header} header */
const sample = ({ media_id, kept }) => (media_id ? { example: { media_id } } : kept?.example ? { example: kept.example } : {});

/** @param {"header"|"body"} part @param {string[]} names @param {Draft} draft @param {boolean} named */
function examples(part, names, draft, named) {
  if (names.length === 0) return {};
  const said = (/** @type {string} */ name) => draft.examples[name] ?? "";
  if (named) return { example: { [`${part}_text_named_params`]: names.map((name) => ({ param_name: name, example: said(name) })) } };
  return { example: { [`${part}_text`]: part === "body" ? [names.map(said)] : names.map(said) } };
}

/** @param {any} component @param {"header"|"body"} part @returns {Record<string, string>} */
function examplesOf(component, part) {
  const example = component?.example ?? {};
  const named = example[`${part}_text_named_params`] ?? [];
  if (named.length > 0) return Object.fromEntries(named.map((/** @type {any} */ one) => [one.param_name, one.example]));
  const list = example[`${part}_text`] ?? [];
  const values = Array.isArray(list[0]) ? list[0] : list;
  return Object.fromEntries(values.map((/** @type {string} */ value, /** @type {number} */ index) => [String(index + 1), value]));
}
