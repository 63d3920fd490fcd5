/** A point on the map in words and as a link; no map is loaded from anybody. */

/** @typedef {{latitude?: unknown, longitude?: unknown}} Spot */

/** @param {Spot} spot @param {string} language */
export function coordinates({ latitude, longitude }, language) {
  if (!isPoint(latitude, 90) || !isPoint(longitude, 180)) return null;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
  return `${format.format(Number(latitude))}°; ${format.format(Number(longitude))}°`;
}

/** @param {Spot} spot */
export function mapLink({ latitude, longitude }) {
  if (!isPoint(latitude, 90) || !isPoint(longitude, 180)) return null;
  return `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
}

/** @param {unknown} value @param {number} most */
function isPoint(value, most) {
  return typeof value === "number" && Math.abs(value) <= most;
}

const DEGREES = /(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)/;

/** A point as people paste it: two numbers, or the address of a map that has them. @param {string} said @returns {{latitude: number, longitude: number}|null} */
export function spotIn(said) {
  const within = /@(-?\d+\.\d+),(-?\d+\.\d+)/.exec(said) ?? /!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)/.exec(said) ?? /[?&](?:q|query|ll|destination)=(-?\d+\.\d+)(?:,|%2C)(-?\d+\.\d+)/i.exec(said);
  const found = within ?? (/^https?:/i.test(said.trim()) ? null : DEGREES.exec(said));
  if (!found) return null;
  const [latitude, longitude] = [found[1], found[2]].map((one) => Number(String(one).replace(",", ".")));
  return isPoint(latitude, 90) && isPoint(longitude, 180) ? { latitude: /** @type {number} */ (latitude), longitude: /** @type {number} */ (longitude) } : null;
}
