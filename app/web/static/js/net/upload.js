/** Carrying a file to the server, with how much of it has left: only XMLHttpRequest tells that. */
import { query } from "./api.js";
import { ApiError, NoAnswerError, speaking } from "./http.js";
import { bearer, renew } from "./session.js";

/** Nothing of it moves for so long: the line is dead. */
const STALLED_MS = 45_000;

/**
 * @typedef {{media_id: string, kind: string, mime_type: string, size: number, filename?: string, width?: number, height?: number, duration_ms?: number, preview?: string, voice?: boolean}} Uploaded
 *
 * @param {Blob} file
 * @param {{filename: string, kind: string, voice?: string}} named
 * @param {{signal: AbortSignal, progress: (share: number) => void}} ears
 * @returns {Promise<Uploaded>} raises `ApiError`, `NoAnswerError`, or the signal's reason
 */
export async function upload(file, named, ears) {
  const value = await bearer();
  try {
    return await carry(file, named, ears, value);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    return carry(file, named, ears, (await renew(value)).value);
  }
}

/** @param {Blob} file @param {{filename: string, kind: string, voice?: string}} named @param {{signal: AbortSignal, progress: (share: number) => void}} ears @param {string} token @returns {Promise<Uploaded>} */
function carry(file, named, { signal, progress }, token) {
  return new Promise((done, fail) => {
    const road = new XMLHttpRequest();
    let watch = setTimeout(() => road.abort(), STALLED_MS);
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => road.abort(), STALLED_MS);
    };
    road.open("POST", `/api/media${query(named)}`);
    road.setRequestHeader("Authorization", `Bearer ${token}`);
    road.setRequestHeader("Accept-Language", speaking.value);
    road.setRequestHeader("X-Recado-Client", "web");
    road.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    road.upload.onprogress = (event) => {
      alive();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    const stop = () => road.abort();
    signal.addEventListener("abort", stop);
    road.onloadend = () => {
      clearTimeout(watch);
      signal.removeEventListener("abort", stop);
      if (signal.aborted) fail(signal.reason);
      else settle(road, done, fail);
    };
    road.send(file);
  });
}

/** @param {XMLHttpRequest} road @param {(found: Uploaded) => void} done @param {(error: Error) => void} fail */
function settle(road, done, fail) {
  const said = parsed(road.responseText);
  if (road.status === 0) return fail(new NoAnswerError("upload"));
  if (road.status < 200 || road.status > 299) return fail(new ApiError(road.status, said ?? {}));
  if (said === null) return fail(new NoAnswerError("not JSON"));
  done(said);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
