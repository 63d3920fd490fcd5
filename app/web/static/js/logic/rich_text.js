/** WhatsApp's way of writing, read into parts: links, *bold*, _italic_, ~struck~ and ```code```. */

/** @typedef {{kind: "text"|"bold"|"italic"|"struck"|"code"|"link", text: string, href?: string}} Part */

// Marks count only at the edge of a word, as on the phone: 2*3*4 stays as it is.
const PATTERN =
  /(```(?<code>[^`]+)```)|(?<link>https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])|(?<![\p{L}\p{N}*])\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<struck>[^\s~](?:[^~\n]*[^\s~])?)~(?![\p{L}\p{N}~])/gu;

/** @param {string} text @returns {Part[]} */
export function parts(text) {
  /** @type {Part[]} */ const found = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > from) found.push({ kind: "text", text: text.slice(from, match.index) });
    found.push(partOf(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: "text", text: text.slice(from) });
  return found;
}

/** @param {Record<string, string|undefined>} groups @returns {Part} */
function partOf(groups) {
  const [kind, text] = Object.entries(groups).find(([, value]) => value !== undefined) ?? ["text", ""];
  const part = { kind: /** @type {Part["kind"]} */ (kind), text: text ?? "" };
  return kind === "link" ? { ...part, href: part.text } : part;
}

/** One line without marks, for lists and announcements. */
export function plain(/** @type {string} */ text) {
  return parts(text).map((part) => part.text).join("").replace(/\s+/g, " ").trim();
}
