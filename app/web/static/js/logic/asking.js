/** What is made in the windows of buttons, lists and links, within Meta's limits; as forms have it, and as it is sent. */
import { length } from "./outbox.js";

export const MOST = { body: 1024, listBody: 4096, footer: 60, header: 60, button: 20, row: 24, description: 72, section: 24, buttons: 3, rows: 10, url: 2000 };

/** @typedef {{header: string, body: string, footer: string}} Words */

const fits = (/** @type {string} */ said, /** @type {number} */ most) => length(said.trim()) <= most;
const said = (/** @type {string} */ words, /** @type {number} */ most) => words.trim() !== "" && fits(words, most);

/** Whether titles that WhatsApp wants different are. @param {string[]} titles */
export const areDifferent = (titles) => new Set(titles.map((one) => one.trim().toLowerCase())).size === titles.length;

/** @param {Words} words */
const frame = ({ header, body, footer }) => ({
  ...(header.trim() ? { header: { type: "text", text: header.trim() } } : {}),
  body: { text: body.trim() },
  ...(footer.trim() ? { footer: { text: footer.trim() } } : {}),
});

/** @param {Words} words @param {number} most */
const framed = (words, most) => said(words.body, most) && fits(words.header, MOST.header) && fits(words.footer, MOST.footer);

/** @param {Words} words @param {string[]} titles */
export function buttonsOf(words, titles) {
  const told = titles.map((title) => title.trim()).filter(Boolean);
  return { type: "button", ...frame(words), action: { buttons: told.map((title, index) => ({ type: "reply", reply: { id: `b${index + 1}`, title } })) } };
}

/** @param {Words} words @param {string[]} titles */
export function areButtonsReady(words, titles) {
  const told = titles.filter((title) => title.trim());
  return framed(words, MOST.body) && told.length > 0 && told.every((title) => fits(title, MOST.button)) && areDifferent(told);
}

/** Asking for one thing that WhatsApp lets the guest give by a touch. @param {"location"|"contact"} what @param {string} body */
export function wishOf(what, body) {
  const [type, name] = what === "location" ? ["location_request_message", "send_location"] : ["request_contact_info", "request_contact_info"];
  return { type, body: { text: body.trim() }, action: { name } };
}

/** @param {string} body */
export const isWishReady = (body) => said(body, MOST.body);

/** @param {Words} words @param {string} text @param {string} url */
export const linkOf = (words, text, url) => ({ type: "cta_url", ...frame(words), action: { name: "cta_url", parameters: { display_text: text.trim(), url: url.trim() } } });

/** @param {Words} words @param {string} text @param {string} url */
export const isLinkReady = (words, text, url) => framed(words, MOST.body) && said(text, MOST.button) && /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(url.trim()) && fits(url, MOST.url);

/** @typedef {{title: string, rows: {title: string, description: string}[]}} Section */

/** @param {Section[]} sections */
const filled = (sections) => sections.map((one) => ({ ...one, rows: one.rows.filter((row) => row.title.trim()) })).filter((one) => one.rows.length > 0);

/** @param {Words} words @param {string} button @param {Section[]} sections */
export function listOf(words, button, sections) {
  let count = 0;
  const rowOf = (/** @type {{title: string, description: string}} */ { title, description }) => ({ id: `r${(count += 1)}`, title: title.trim(), ...(description.trim() ? { description: description.trim() } : {}) });
  const told = filled(sections).map(({ title, rows }) => ({ ...(title.trim() ? { title: title.trim() } : {}), rows: rows.map(rowOf) }));
  return { type: "list", ...frame(words), action: { button: button.trim(), sections: told } };
}

/** Of several sections each needs its name. @param {Words} words @param {string} button @param {Section[]} sections */
export function isListReady(words, button, sections) {
  const told = filled(sections);
  const rows = told.flatMap((one) => one.rows);
  const named = told.length < 2 || told.every((one) => one.title.trim());
  const short = told.every((one) => fits(one.title, MOST.section)) && rows.every((row) => fits(row.title, MOST.row) && fits(row.description, MOST.description));
  return framed(words, MOST.listBody) && said(button, MOST.button) && rows.length > 0 && rows.length <= MOST.rows && named && short;
}

/** The words of what was made before, for its form. @param {any} begun Meta's object, or nothing @returns {Words} */
export const wordsOf = (begun) => ({ header: begun?.header?.text ?? "", body: begun?.body?.text ?? "", footer: begun?.footer?.text ?? "" });
