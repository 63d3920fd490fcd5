/** Files as people see them: a name that cannot deceive, an ending, a size, and a box that waits for the picture. */

// Marks that turn the direction of writing make `gpj.exe` read as `exe.jpg`.
const DECEIVING = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The last part of the name, without signs that deceive. @param {unknown} said */
export function fileName(said) {
  if (typeof said !== "string") return "";
  return (said.replace(DECEIVING, "").split(/[\\/]/).pop() ?? "").trim().slice(0, 240);
}

/** `pdf` of `conta.pdf`, else what the type says, at most four letters. @param {string} name @param {unknown} mime */
export function endingOf(name, mime) {
  const named = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  const typed = typeof mime === "string" ? /^[\w.+-]+\/(?:x-|vnd\.)?([a-z0-9]+)/i.exec(mime)?.[1] : undefined;
  return (named ?? typed ?? "").toLowerCase().slice(0, 4);
}

const STEPS = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
];

/** @param {unknown} bytes @param {string} language */
export function fileSize(bytes, language) {
  if (typeof bytes !== "number" || !(bytes >= 0)) return "";
  const [unit, of] = /** @type {[string, number]} */ (STEPS.find(([, from]) => bytes >= Number(from)) ?? ["byte", 1]);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: of === 1e6 ? 1 : 0 }).format(bytes / of);
}

const WIDEST = 330;
const TALLEST = 380;
const NARROWEST = 140;

/**
 * The box of a picture or film, known before it is loaded, so that nothing jumps when it comes.
 * @param {unknown} width @param {unknown} height
 */
export function boxOf(width, height) {
  const known = typeof width === "number" && typeof height === "number" && width > 0 && height > 0;
  const [w, h] = known ? [/** @type {number} */ (width), /** @type {number} */ (height)] : [4, 3];
  const scale = Math.min(WIDEST / w, TALLEST / h, known ? 1.6 : Infinity);
  const wide = Math.round(Math.min(WIDEST, Math.max(NARROWEST, w * scale)));
  const tall = Math.round(Math.min(TALLEST, Math.max(NARROWEST / 2, (wide * h) / w)));
  return { width: wide, height: tall };
}

/** `1:05` of 65 seconds. @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
