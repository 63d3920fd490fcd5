/** What becomes of a message on its way to the server: taken, worth another try, or refused. */

const PATIENCE_MS = 30_000;

/** @typedef {{kind: "later", afterMs: number, limited: boolean} | {kind: "refused"}} Verdict */

/**
 * Whether to try again with the same key. Without an answer we cannot know whether the server has it; the key
 * makes asking again safe. A clear no is final. `limited`: too much was sent in too little time, and it goes on by itself.
 * @param {{status?: number, retryAfter?: number|null}} failure  `status` is absent when no answer came
 * @param {number} tries so far
 * @returns {Verdict}
 */
export function verdict(failure, tries) {
  const status = failure.status ?? 0;
  if (status === 0 || status >= 500 || status === 408) return { kind: "later", afterMs: backoff(tries) };
  if (status === 429) return { kind: "later", afterMs: Math.max((failure.retryAfter ?? 0) * 1000, backoff(tries)), limited: true };
  // Signed out in between: it goes on when the same person is back.
  if (status === 401) return { kind: "later", afterMs: PATIENCE_MS };
  return { kind: "refused" };
}

/** Waits of 1, 2, 4 … 30 s. */
export function backoff(/** @type {number} */ tries) {
  return Math.min(1000 * 2 ** Math.max(0, tries - 1), PATIENCE_MS);
}

/** @typedef {import("../types.js").OutboxEntry} OutboxEntry */

/** An entry as an earlier release of this page may have left it. @param {any} left @returns {OutboxEntry} */
export function revived(left) {
  const { text, ...rest } = left;
  return rest.body ? rest : { ...rest, body: { type: "text", content: { text } } };
}

/** Whether its file has still to be carried to the server. @param {OutboxEntry} entry */
export const isToCarry = (entry) => Boolean(entry.file) && !entry.body.content.media_id;

/** Why the server would not take it, in sentences: of each field its own, for "check the fields" names none. @param {any} error @returns {{code: string, message: string, body: Record<string, any>}} */
export function refusalOf(error) {
  const { details } = error.body ?? {};
  const named = Array.isArray(details) ? details.map((/** @type {any} */ one) => one.message).filter(Boolean) : [];
  return { code: error.code, message: named.length > 0 ? [...new Set(named)].join(" ") : error.message, body: error.body ?? {} };
}

export const LIMIT = 4096;

/** Characters as the server counts them: code points, not the halves that JavaScript counts. */
export function length(/** @type {string} */ text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
