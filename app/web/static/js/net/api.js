/** The server's doors by name, each called as the person who is signed in. */
import { signal } from "../../vendor/signals-core.mjs";
import { ApiError, request } from "./http.js";
import { bearer, renew } from "./session.js";

/** The server wants a new password first; it may say so at any door. */
export const passwordDue = signal(false);

/**
 * Calls with our token; a 401 renews it once and tries again.
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, headers?: Record<string, string>}} [options]
 */
export async function call(method, path, options = {}) {
  const value = await bearer();
  try {
    return await request(method, path, withToken(options, value));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "PASSWORD_CHANGE_REQUIRED") passwordDue.value = true;
    // A wrong password typed into a form is a 401 too, and no fault of the token.
    if (error.status !== 401 || error.code === "INVALID_CREDENTIALS") throw error;
    const fresh = await renew(value);
    return request(method, path, withToken(options, fresh.value));
  }
}

/** @param {{body?: unknown, headers?: Record<string, string>}} options @param {string} value */
function withToken(options, value) {
  return { ...options, headers: { ...options.headers, Authorization: `Bearer ${value}` } };
}

/** @param {Record<string, string|number|boolean|null|undefined>} values */
export function query(values) {
  const named = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(named.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : "";
}

/** @returns {Promise<import("../types.js").Me>} */
export const me = () => call("GET", "/auth/me");

/** @param {string} current_password @param {string} new_password */
export const changePassword = (current_password, new_password) =>
  call("POST", "/auth/change-password", { body: { current_password, new_password } });

/** @param {{q?: string, unread?: boolean, cursor?: string|null, limit?: number}} ask */
export const conversations = (ask) => call("GET", `/api/conversations${query({ ...ask, unread: ask.unread || null })}`);

/** @param {string} id @returns {Promise<import("../types.js").Conversation>} */
export const conversation = (id) => call("GET", `/api/conversations/${id}`);

/** @param {string} id @param {{before?: string|null, limit?: number}} ask */
export const messages = (id, ask) => call("GET", `/api/conversations/${id}/messages${query(ask)}`);

/** @param {import("../types.js").OutboxEntry} entry @returns {Promise<import("../types.js").Message>} */
export const send = ({ key, conversation_id, body }) =>
  call("POST", `/api/conversations/${conversation_id}/messages`, { body, headers: { "Idempotency-Key": key } });

/** @param {string} id */
export const markRead = (id) => call("POST", `/api/conversations/${id}/read`, { body: {} });

/** What it said before it was edited. @param {string} id */
export const edits = (id) => call("GET", `/api/messages/${id}/edits`);

/** Admin: all that Meta said of it. @param {string} id */
export const raw = (id) => call("GET", `/api/messages/${id}/raw`);

/** @param {number} since */
export const events = (since, limit = 500) => call("GET", `/api/events${query({ since, limit })}`);

/** Super admin: the hotels. */
export const tenants = () => call("GET", `/api/tenants${query({ limit: 100 })}`);
