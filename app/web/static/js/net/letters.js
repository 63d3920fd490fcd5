/** The doors of the inbox's console, and of one message's way. */
import { call, query } from "./api.js";

/** @typedef {{id: number, source_id: string, kind: string, key: string|null, state: string, attempts: number, error: string|null, waiting_for: string|null, received_at: string, handled_at: string|null, put_back_at: string|null, size: number, tenant_id: string|null}} Letter */
/** @typedef {{number?: string, state?: string, kind?: string, since?: string, until?: string}} Choice */

/** @param {Choice} choice @param {number|null} before @returns {Promise<{data: Letter[], next: number|null}>} */
export const page = (choice, before) => call("GET", `/api/inbox${query({ ...moments(choice), before })}`);

/** @returns {Promise<Record<string, number>>} */
export const counts = () => call("GET", "/api/inbox/counts");

/** @returns {Promise<{data: Record<string, any>[]}>} */
export const unclaimed = () => call("GET", "/api/inbox/unclaimed");

/** @param {string} id @param {string} reason */
export const letter = (id, reason) => call("GET", `/api/inbox/${id}`, { headers: because(reason) });

/** @param {Record<string, unknown>} asked @param {string} reason @returns {Promise<{letters: number, is_exact: boolean, next: number|null, until: string}>} */
export const putBack = (asked, reason) => call("POST", "/api/inbox/replay", { body: asked, headers: because(reason) });

/** @param {string} id @returns {Promise<Record<string, any>>} */
export const trace = (id) => call("GET", `/api/messages/${id}/trace`);

/** What a form's fields say, with the moments in this browser's zone made whole. @param {Choice} choice */
export function moments(choice) {
  const at = (/** @type {string|undefined} */ said) => (said ? new Date(said).toISOString() : undefined);
  return { ...choice, since: at(choice.since), until: at(choice.until) };
}

/** A header holds bytes; people write in UTF-8. @param {string} reason @returns {Record<string, string>} */
function because(reason) {
  return reason ? { "X-Act-Reason": String.fromCharCode(...new TextEncoder().encode(reason)) } : {};
}
