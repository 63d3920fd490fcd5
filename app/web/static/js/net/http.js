/** Speaking HTTP to our own server: JSON both ways, the error body as an exception, and the server's clock. */
import { signal } from "../../vendor/signals-core.mjs";

const TIMEOUT_MS = 20_000;

/** The language that sentences for people are asked in. */
export const speaking = signal("pt-BR");

let clockOffsetMs = 0;

/** The server's time, for clocks that must not depend on this computer being right. */
export function serverNow() {
  return Date.now() + clockOffsetMs;
}

/** The server said no; `code` is for programs, `message` for people. */
export class ApiError extends Error {
  /** @param {number} status @param {Record<string, any>} body */
  constructor(status, body) {
    super(typeof body.message === "string" ? body.message : "");
    this.name = "ApiError";
    this.status = status;
    this.code = typeof body.code === "string" ? body.code : `HTTP_${status}`;
    this.body = body;
    this.retryAfter = typeof body.retry_after === "number" ? body.retry_after : null;
  }
}

/** No answer came; whether the server heard us is unknown. */
export class NoAnswerError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("no answer", { cause });
    this.name = "NoAnswerError";
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, headers?: Record<string, string>}} [options]
 * @returns {Promise<any>} the decoded answer, null when it has no body
 */
export async function request(method, path, { body, headers = {} } = {}) {
  /** @type {Record<string, string>} */
  const all = { Accept: "application/json", "Accept-Language": speaking.value, "X-Recado-Client": "web", ...headers };
  if (body !== undefined) all["Content-Type"] = "application/json";
  const answer = await send(path, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body) });
  noteClock(answer);
  const decoded = await decode(answer);
  if (!answer.ok) throw new ApiError(answer.status, decoded ?? {});
  return decoded;
}

/** @param {string} path @param {RequestInit} init */
async function send(path, init) {
  try {
    return await fetch(path, { ...init, credentials: "same-origin", cache: "no-store", signal: timeLimit() });
  } catch (error) {
    throw new NoAnswerError(error);
  }
}

function timeLimit() {
  return "timeout" in AbortSignal ? AbortSignal.timeout(TIMEOUT_MS) : undefined;
}

/** A body that is not JSON comes from a proxy on the way, not from us. @param {Response} answer */
async function decode(answer) {
  const text = await answer.text().catch((error) => {
    throw new NoAnswerError(error);
  });
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    if (answer.ok) throw new NoAnswerError("not JSON");
    return null;
  }
}

/** @param {Response} answer */
function noteClock(answer) {
  const said = Date.parse(answer.headers.get("date") ?? "");
  // The header has whole seconds: half a second is the best guess of the rest.
  if (!Number.isNaN(said)) clockOffsetMs = said + 500 - Date.now();
}
