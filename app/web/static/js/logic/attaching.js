/** What a file of a person's becomes on WhatsApp, and what WhatsApp would not take of it. */
import { endingOf, fileName } from "./files.js";

/** @typedef {"image"|"video"|"audio"|"document"|"sticker"} FileKind */

const MB = 1_000_000;

/** What the server takes in: it makes pictures, recordings and stickers smaller by itself. @type {Record<FileKind, number>} */
export const MOST = { image: 40 * MB, video: 16 * MB, audio: 100 * MB, document: 100 * MB, sticker: 20 * MB };

export const CAPTION = 1024;
export const MOST_AT_ONCE = 30;

const PICTURES = new Set(["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif", "image/bmp", "image/tiff"]);
const FILMS = new Set(["video/mp4", "video/3gpp", "video/quicktime"]);
const SOUNDS = new Set(["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/x-m4a", "audio/webm", "audio/wav", "audio/x-wav"]);

/** Browsers do not know every ending. @type {Record<string, string>} */
const BY_ENDING = { heic: "image/heic", heif: "image/heif", m4a: "audio/mp4", amr: "audio/amr", "3gp": "video/3gpp", ogg: "audio/ogg", opus: "audio/ogg" };

/** @param {{name: string, type: string}} file */
export function typeOf({ name, type }) {
  return (type || BY_ENDING[endingOf(name, null)] || "application/octet-stream").split(";")[0] ?? "";
}

/** As what it may be sent, the best first; any file may go as a document. @param {{name: string, type: string}} file @returns {FileKind[]} */
export function kindsOf(file) {
  const type = typeOf(file);
  if (type === "image/webp") return ["image", "sticker", "document"];
  if (PICTURES.has(type)) return ["image", "document"];
  if (FILMS.has(type)) return ["video", "document"];
  if (SOUNDS.has(type)) return ["audio", "document"];
  return ["document"];
}

/** Why it cannot go so: the name of a sentence, or null. @param {{size: number}} file @param {FileKind} kind */
export function flawOf({ size }, kind) {
  if (size === 0) return "file-empty";
  return size > MOST[kind] ? "file-too-big" : null;
}

/** Only these bear words of their own. @param {FileKind} kind */
export const hasCaption = (kind) => kind === "image" || kind === "video" || kind === "document";

/** What a picked file asks the server to say, but for its bytes. @param {FileKind} kind @param {{name: string, caption: string}} said @returns {import("../types.js").Body} */
export function fileBody(kind, { name, caption }) {
  const words = caption.trim();
  return {
    type: kind,
    content: { ...(hasCaption(kind) && words ? { caption: words } : {}), ...(kind === "document" ? { filename: fileName(name) || "arquivo" } : {}) },
  };
}

/** A picture pasted has no name worth showing; ours says when. @param {{name: string, type: string}} file @param {Date} now */
export function pastedName({ name, type }, now) {
  if (name && !/^image\.\w+$/.test(name)) return name;
  const ending = type.split("/")[1]?.replace("jpeg", "jpg") ?? "png";
  return `${now.toISOString().slice(0, 19).replace("T", " ").replaceAll(":", "-")}.${ending}`;
}
