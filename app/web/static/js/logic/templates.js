/** Templates as forms: which values one takes, what was typed as the server wants it, and finding one by a word. */

/** @typedef {import("../store/offers.js").Parameter} Parameter */
/** @typedef {import("../store/offers.js").Offer} Offer */

/** Without accents and capitals, as people search. */
const bare = (/** @type {unknown} */ said) => String(said ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** `boas_vindas` as people say it. @param {string} name */
export function readable(name) {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** A place that nobody has filled yet, as people leave one on paper. @param {unknown} said */
export const blanked = (said) => String(said ?? "").replace(/\{\{\s*\w+\s*\}\}/g, "[…]");

/** The same in all the words of a template. @param {Record<string, any>} content @returns {Record<string, any>} */
export const allBlanked = (content) => JSON.parse(JSON.stringify(content, (_, value) => (typeof value === "string" ? blanked(value) : value)));

/** How it reads, with the pictures that lie in this page yet. @param {Record<string, any>} content @param {Record<string, any>} values @returns {Record<string, any>} */
export function withPictures(content, values) {
  const seen = allBlanked(content);
  for (const [path, value] of Object.entries(values)) {
    const { part, card } = partOf(path);
    const face = card === null ? seen.template : seen.template?.cards?.[card];
    if (part === "header" && value?.url && face?.header) face.header = { ...face.header, local: value.url };
  }
  return seen;
}

/** The button that a value belongs to: what it says, and the address that the value ends. @param {Offer} offer @param {string} path */
export function buttonOf(offer, path) {
  const { part, name, card } = partOf(path);
  const face = card === null ? offer.content.template : offer.content.template?.cards?.[card];
  const button = part === "buttons" ? face?.buttons?.[Number(name.split(".")[0])] : undefined;
  return { text: String(button?.text ?? ""), url: blanked(button?.url) };
}

/** Those in which each word is found, the present order kept. @param {Offer[]} offers @param {string} words @param {(name: string) => string} [named] */
export function matching(offers, words, named = readable) {
  const wanted = bare(words).split(/\s+/).filter(Boolean);
  return offers.filter((offer) => {
    const hay = bare(`${named(offer.name)} ${offer.name} ${offer.language} ${offer.content?.text ?? ""}`);
    return wanted.every((word) => hay.includes(word));
  });
}

/** Of which part of a template a value is, and its name within. @param {string} path */
export function partOf(path) {
  const { card, rest } = /^(?:cards\.(?<card>\d+)\.)?(?<rest>.+)$/.exec(path)?.groups ?? {};
  const [part = "", ...names] = (rest ?? path).split(".");
  return { part, name: names.join("."), card: card === undefined ? null : Number(card) };
}

const WORDS = new Set(["text", "code", "coupon_code"]);
const FILES = new Set(["image", "video", "document"]);

/** How a person fills it; null what nobody fills by hand. @param {Parameter} parameter @returns {"words"|"file"|"place"|"time"|null} */
export function fieldOf({ type }) {
  if (WORDS.has(type)) return "words";
  if (FILES.has(type)) return "file";
  if (type === "location") return "place";
  return type === "time" ? "time" : null;
}

/** Whether all that is needed is there, as far as this page can know. @param {Offer} offer @param {Record<string, any>} values */
export const isFilled = (offer, values) => offer.parameters.every(({ path, required, missing }) => !required || !missing || Boolean(values[path]));

/** Values by path as the content that the door takes. @param {Offer} offer @param {Record<string, any>} values  those that the person changed */
export function contentOf(offer, values) {
  /** @type {Record<string, any>} */ const content = { template_id: offer.template_id };
  for (const { path } of offer.parameters) if (values[path]) place(content, path, values[path]);
  return content;
}

/** @param {Record<string, any>} content @param {string} path @param {any} value */
function place(content, path, value) {
  const { part, name, card } = partOf(path);
  const face = card === null ? content : cardOf(content, card);
  if (part === "body") face.body = { ...face.body, [name]: value };
  else if (part === "buttons") putButton(face, name, value);
  // A file is named by its id, and by the name that the guest sees.
  else if (name === "media_id") face[part] = { ...face[part], media_id: value.media_id, ...(value.filename ? { filename: value.filename } : {}) };
  else face[part] = { ...face[part], [name]: value };
}

/** @param {Record<string, any>} content @param {number} at */
function cardOf(content, at) {
  content.cards ??= [];
  while (content.cards.length <= at) content.cards.push({});
  return content.cards[at];
}

/** @param {Record<string, any>} face @param {string} name `0.text` @param {any} value */
function putButton(face, name, value) {
  const [index = "0", member = "text"] = name.split(".");
  face.buttons ??= [];
  const known = face.buttons.find((/** @type {any} */ one) => one.index === Number(index));
  if (known) known[member] = value;
  else face.buttons.push({ index: Number(index), [member]: value });
}
