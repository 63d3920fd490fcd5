/** WhatsApp's 24 hours: how long a guest may still be answered freely. */

const SOON_MS = 4 * 3_600_000;

/**
 * @param {string|null|undefined} expiresAt
 * @param {number} now server time in milliseconds
 * @returns {{state: "unknown"|"open"|"soon"|"closed", leftMs: number}}
 */
export function windowAt(expiresAt, now) {
  const until = expiresAt ? Date.parse(expiresAt) : NaN;
  if (Number.isNaN(until)) return { state: "unknown", leftMs: 0 };
  const leftMs = until - now;
  if (leftMs <= 0) return { state: "closed", leftMs: 0 };
  return { state: leftMs < SOON_MS ? "soon" : "open", leftMs };
}

/** Whole hours and minutes left; never less than a minute while open. */
export function clock(/** @type {number} */ leftMs) {
  const minutes = Math.max(1, Math.floor(leftMs / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
