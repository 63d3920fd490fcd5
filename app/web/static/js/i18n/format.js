/** Times and days as people of this language write them, in the hotel's own time zone. */
import { signal } from "../../vendor/signals-core.mjs";
import { dayOf, daysBetween } from "../logic/days.js";
import { serverNow } from "../net/http.js";
import { language, t } from "./language.js";

/** The hotel's zone; the browser's until we know it. */
export const zone = signal(Intl.DateTimeFormat().resolvedOptions().timeZone);

const UNMISTAKABLE_DAYS = 180;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {number} at @param {Intl.DateTimeFormatOptions} options */
function formatted(at, options) {
  const key = `${language.value} ${zone.value} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language.value, { timeZone: zone.value, ...options })));
  return format.format(at);
}

export function timeOfDay(/** @type {number} */ at) {
  return formatted(at, { hour: "2-digit", minute: "2-digit", hour12: false });
}

/** The full moment, for tooltips. */
export function moment(/** @type {number} */ at) {
  return formatted(at, { dateStyle: "long", timeStyle: "medium" });
}

/** To the second, as narrow as a table's column likes it. */
export function exact(/** @type {number} */ at) {
  return formatted(at, { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/** To the millisecond. */
export function fine(/** @type {number} */ at) {
  const second = { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" };
  return formatted(at, /** @type {Intl.DateTimeFormatOptions} */ ({ day: "2-digit", month: "2-digit", year: "numeric", ...second }));
}

/** A day and a time within a sentence; with its year where one could think of another. */
export function when(/** @type {number} */ at) {
  const year = Math.abs(daysAgo(at)) > UNMISTAKABLE_DAYS ? /** @type {const} */ ("numeric") : undefined;
  return formatted(at, { day: "numeric", month: "long", year, hour: "2-digit", minute: "2-digit", hour12: false });
}

/** For a list: the time today, then "yesterday", the weekday, the date. */
export function short(/** @type {number} */ at) {
  const apart = daysAgo(at);
  if (apart <= 0) return timeOfDay(at);
  if (apart === 1) return t("day-yesterday");
  if (apart < 7) return formatted(at, { weekday: "short" }).replace(/\.$/, "");
  return formatted(at, { day: "2-digit", month: "2-digit", year: "2-digit" });
}

/** For a separator: "today", "yesterday", the weekday and date. */
export function dayName(/** @type {number} */ at) {
  const apart = daysAgo(at);
  if (apart === 0) return t("day-today");
  if (apart === 1) return t("day-yesterday");
  if (apart > 1 && apart < 300) return formatted(at, { weekday: "long", day: "numeric", month: "long" });
  return formatted(at, { day: "numeric", month: "long", year: "numeric" });
}

/** @param {number} at */
function daysAgo(at) {
  return daysBetween(dayOf(at, zone.value), dayOf(serverNow(), zone.value));
}
