/**
 * Being signed in: the access token lives in this page's memory only, the refresh token in a cookie that no
 * script can read. Renewal is done by one tab at a time, and the others are told.
 */
import { signal } from "../../vendor/signals-core.mjs";
import { claims, renewIn } from "../logic/token.js";
import { ApiError, request, serverNow } from "./http.js";
import { inTurn, listen, tell } from "./tabs.js";

const TOUCHED = "recado.signed_in";
const LATE_MS = 5_000;

/** @typedef {{value: string, expiresAt: number}} Token */

/** @type {Token|null} */ let token = null;
/** @type {Promise<Token>|null} */ let renewing = null;
/** @type {ReturnType<typeof setTimeout>|undefined} */ let timer;

/** "ended" carries the server's reason, null when the user signed out. */
export const ended = signal(/** @type {{reason: string|null}|null} */ (null));

/** Signs in; raises `ApiError`. @param {{slug: string|null, email: string, password: string}} form */
export async function signIn({ slug, email, password }) {
  /** @type {Record<string, string>} */
  const headers = slug ? { "X-Tenant-Slug": slug } : {};
  accept(await request("POST", "/auth/login", { body: { email, password }, headers }));
}

/** Whether a session of an earlier visit goes on; asks the server only where there was one. */
export async function restore() {
  if (!localStorage.getItem(TOUCHED)) return false;
  try {
    await renew(null);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return false;
    throw error;
  }
}

export async function signOut() {
  /** @type {Record<string, string>} */
  const headers = token ? { Authorization: `Bearer ${token.value}` } : {};
  forget(null);
  tell({ type: "signed-out" });
  await request("POST", "/auth/logout", { body: {}, headers }).catch(() => undefined);
}

/** A token that is good now, renewed first if it is not. @returns {Promise<string>} */
export async function bearer() {
  if (token && token.expiresAt - serverNow() > LATE_MS) return token.value;
  return (await renew(token?.value ?? null)).value;
}

/** A token other than `stale`. Raises `ApiError` when the session is over, `NoAnswerError` when nobody says. @param {string|null} stale */
export function renew(stale) {
  renewing ??= inTurn("recado-refresh", () => renewOnce(stale)).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** @param {string|null} stale @returns {Promise<Token>} */
async function renewOnce(stale) {
  // Another tab may have done it while we waited for our turn.
  if (token && token.value !== stale && token.expiresAt - serverNow() > LATE_MS) return token;
  try {
    return accept(await request("POST", "/auth/refresh", { body: {} }));
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) forget(error.message || null, true);
    throw error;
  }
}

/** @param {{access_token: string, expires_at: string}} answer */
function accept(answer) {
  const fresh = { value: answer.access_token, expiresAt: Date.parse(answer.expires_at) };
  localStorage.setItem(TOUCHED, "1");
  adopt(fresh);
  tell({ type: "token", ...fresh });
  return fresh;
}

function adopt(/** @type {Token} */ fresh) {
  token = fresh;
  if (ended.value) ended.value = null;
  clearTimeout(timer);
  timer = setTimeout(() => renew(fresh.value).catch(() => undefined), renewIn(fresh.expiresAt, serverNow()));
}

/** @param {string|null} reason */
function forget(reason, byServer = false) {
  const wasIn = token !== null;
  token = null;
  clearTimeout(timer);
  localStorage.removeItem(TOUCHED);
  if (wasIn || !byServer) ended.value = { reason };
}

/** Whose token it is; two tabs can only ever be the same person, for they share the cookie. */
function owner(/** @type {string} */ value) {
  const { user_id, tenant_id } = claims(value);
  return `${user_id}/${tenant_id}`;
}

listen((word) => {
  if (word.type === "signed-out") return forget(null);
  if (!token || owner(token.value) !== owner(word.value)) return location.reload();
  adopt({ value: word.value, expiresAt: word.expiresAt });
});

// Timers sleep with the computer; look again when the page is looked at.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && token) bearer().catch(() => undefined);
});
