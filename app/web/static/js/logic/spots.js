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
