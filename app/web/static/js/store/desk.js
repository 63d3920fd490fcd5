/** Which window of the composer stands open, and short words on what was done. */
import { signal } from "../../vendor/signals-core.mjs";

/** @typedef {"template"|"location"|"contacts"|"buttons"|"list"|"link"|"wish-location"|"wish-contact"|"schedule"} Sheet */

/** `begun`: what it starts with, from something that was not taken. */
export const sheet = signal(/** @type {{name: Sheet, begun?: any}|null} */ (null));

/** @param {Sheet} name @param {any} [begun] */
export function open(name, begun) {
  sheet.value = { name, begun };
}

export function close() {
  sheet.value = null;
}

const SHORT_MS = 5_000;

/** Said once, softly, and gone again. */
export const note = signal(/** @type {{words: string, bad: boolean}|null} */ (null));

/** @type {ReturnType<typeof setTimeout>|undefined} */ let fade;

/** @param {string} words */
export function tell(words, bad = false) {
  note.value = { words, bad };
  clearTimeout(fade);
  fade = setTimeout(() => {
    note.value = null;
  }, SHORT_MS);
}

export function forget() {
  sheet.value = null;
  note.value = null;
}
