/** Times to come, as a hotel's clock shows them: `2026-11-23T15:00` in its zone, whatever zone this computer is in. */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** A moment as the clock of a zone shows it. @param {number} at @param {string} zone */
export function localOf(at, zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** The moment at which a zone's clock shows this. @param {string} local @param {string} zone */
export function instantOf(local, zone) {
  const there = Date.parse(`${local}Z`);
  return there + (there - Date.parse(`${localOf(there, zone)}Z`));
}

/** Some days after a local time, at an hour; days are days of the calendar, so no change of clocks matters. @param {string} local @param {number} days @param {string} hour */
function onDay(local, days, hour) {
  const day = new Date(`${local.slice(0, 10)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return `${day.toISOString().slice(0, 10)}T${hour}`;
}

const weekday = (/** @type {string} */ local) => new Date(`${local.slice(0, 10)}T12:00:00Z`).getUTCDay();

const FIVE_MIN = 5 * 60_000;
const HOUR = 60 * 60_000;

/**
 * What people mostly mean by "later".
 * @param {number} now @param {string} zone
 * @returns {{name: "in-an-hour"|"this-evening"|"tomorrow-morning"|"tomorrow-afternoon"|"monday-morning", at: string}[]}
 */
export function suggestions(now, zone) {
  const local = localOf(now, zone);
  const all = /** @type {const} */ ([
    { name: "in-an-hour", at: localOf(Math.ceil((now + HOUR) / FIVE_MIN) * FIVE_MIN, zone) },
    { name: "this-evening", at: onDay(local, 0, "18:00") },
    { name: "tomorrow-morning", at: onDay(local, 1, "09:00") },
    { name: "tomorrow-afternoon", at: onDay(local, 1, "15:00") },
    { name: "monday-morning", at: onDay(local, ((8 - weekday(local)) % 7 || 7), "09:00") },
  ]);
  const soon = localOf(now + 1.5 * HOUR, zone);
  return all.filter(({ name, at }) => (name === "this-evening" ? at > soon : name !== "monday-morning" || at > onDay(local, 2, "00:00")));
}

/** Whether a local time is still to come. @param {string} local @param {number} now @param {string} zone */
export const isToCome = (local, now, zone) => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) && local > localOf(now, zone);
