/** Where the bytes of guests' files can be had just now: signed addresses, asked for when needed and kept while they last. */
import { call } from "../net/api.js";
import { serverNow } from "../net/http.js";

const EARLY_MS = 20_000;

/** @typedef {{url: string, until: number}} Address */

/** @type {Map<string, Promise<Address>>} */
const addresses = new Map();

/** A signed address of our own server, good for a while. `anew`: the one we had does not work. @param {string} path @returns {Promise<string>} */
export async function urlOf(path, anew = false) {
  const known = anew ? undefined : addresses.get(path);
  const still = known && (await known.catch(() => null));
  if (still && still.until - serverNow() > EARLY_MS) return still.url;
  const asked = ask(path);
  addresses.set(path, asked);
  asked.catch(() => addresses.delete(path));
  return (await asked).url;
}

/** @param {string} path @returns {Promise<Address>} */
async function ask(path) {
  const { url, expires_at } = await call("GET", path);
  const found = new URL(url, location.href);
  if (found.protocol !== "https:" && found.origin !== location.origin) throw new Error("no address of ours");
  return { url: found.href, until: Date.parse(expires_at) };
}

/** Asks the server to fetch a file of a guest once more; what comes of it comes as a change of its message. @param {string} path */
export async function fetchAgain(path) {
  await call("POST", `${path}/retry`, { body: {} });
}

/** Saves a file under its name. @param {string} path @param {string} name */
export async function download(path, name) {
  follow(await urlOf(path), name);
}

/** Saves what this page made itself. @param {string} text @param {string} type @param {string} name */
export function saveText(text, type, name) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {string} href @param {string} name */
function follow(href, name) {
  const link = document.createElement("a");
  Object.assign(link, { href, download: name, rel: "noreferrer", referrerPolicy: "no-referrer" });
  link.click();
}

export function forget() {
  addresses.clear();
}
