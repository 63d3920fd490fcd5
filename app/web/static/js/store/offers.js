/** The templates that may be sent to a guest, as the server fills them; asked for when somebody wants one, and kept for a while. */
import { signal } from "../../vendor/signals-core.mjs";
import * as sending from "../net/sending.js";

const FRESH_MS = 60_000;

/** @typedef {{path: string, name: string, type: string, required: boolean, missing: boolean, value: string|null, source: string|null, example: string|null}} Parameter */
/** @typedef {{template_id: string, name: string, language: string, category: string|null, fits_language: boolean, content: Record<string, any>, parameters: Parameter[], ready: boolean}} Offer */
/** @typedef {{state: "loading"|"ready"|"failed", list: Offer[], at: number, error?: unknown}} Offers */

const all = signal(/** @type {Map<string, Offers>} */ (new Map()));

/** @param {string} conversationId @returns {Offers} */
export const offersOf = (conversationId) => all.value.get(conversationId) ?? { state: "loading", list: [], at: 0 };

/** @param {string} conversationId @param {Offers} offers */
const put = (conversationId, offers) => {
  all.value = new Map(all.value).set(conversationId, offers);
};

/** @param {string} conversationId */
export async function load(conversationId, anew = false) {
  const had = all.peek().get(conversationId);
  if (had && !anew && (had.state === "loading" || Date.now() - had.at < FRESH_MS)) return;
  put(conversationId, { state: "loading", list: had?.list ?? [], at: Date.now() });
  try {
    const { data } = await sending.offers(conversationId);
    put(conversationId, { state: "ready", list: data, at: Date.now() });
  } catch (error) {
    put(conversationId, { state: "failed", list: had?.list ?? [], at: 0, error });
  }
}

export function forget() {
  all.value = new Map();
}
