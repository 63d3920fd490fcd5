/** Meta's own names (`TIER_2K`, `RED`, `REJECTED`) in words; what we have none for stays as it is. */
import { t } from "./language.js";

/** @param {string|null|undefined} name */
export function inWords(name) {
  if (!name) return "";
  const id = `meta-${name.toLowerCase().replace(/[_ ]/g, "-")}`;
  const said = t(id);
  return said === id ? name : said;
}
