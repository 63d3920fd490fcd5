/** Reading an access token's claims and planning its renewal; only the server judges whether it is genuine. */

const EARLY_MS = 60_000;

/** @param {string} token @returns {Record<string, unknown>} empty when it is no JWT */
export function claims(token) {
  try {
    const body = token.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/") ?? "";
    const bytes = Uint8Array.from(atob(body), (letter) => letter.codePointAt(0) ?? 0);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

/** Milliseconds to wait before renewing: a minute early, or halfway for very short lives. @param {number} expiresAt @param {number} now */
export function renewIn(expiresAt, now) {
  const life = expiresAt - now;
  return Math.max(0, Math.max(life - EARLY_MS, life / 2));
}
