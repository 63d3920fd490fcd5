/** Meta's own names (`TIER_2K`, `RED`, `REJECTED`) in words; what we have none for stays as it is. */
import { readable } from "../logic/templates.js";
import { language, t } from "./language.js";

/** @param {string|null|undefined} name */
export function inWords(name) {
  if (!name) return "";
  const id = `meta-${name.toLowerCase().replace(/[_ ]/g, "-")}`;
  const said = t(id);
  return said === id ? name : said;
}

/** A language of Meta's (`pt_BR`) as people call it. @param {string} tag */
export function tongue(tag) {
  try {
    return new Intl.DisplayNames([language.value], { type: "language" }).of(tag.replaceAll("_", "-")) ?? tag;
  } catch {
    return tag;
  }
}

/** A template, or a place of one, as people say it: ours in their language, a hotel's own (`boas_vindas`) as it was named. @param {string} name */
export function named(name) {
  const id = `named-${name.toLowerCase().replaceAll("_", "-")}`;
  const said = t(id);
  return said === id ? readable(name) : said;
}
