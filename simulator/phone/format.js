// Words as WhatsApp shows them: *bold*, _italic_, ~struck~, `typed`, and addresses that can be followed.

import { make } from "./make.js";

const MARKED = /(```[\s\S]+?```|`[^`\n]+`|(?<![\p{L}\p{N}])(?:\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~)(?![\p{L}\p{N}])|https?:\/\/[^\s<>"]+)/gu;
const TAGS = { "*": "strong", _: "em", "~": "s", "`": "code" };

/** A paragraph. Nothing in it is ever markup of the writer's. */
export function paragraph(className, text) {
  const element = make("p", className);
  fill(element, text);
  return element;
}

function fill(element, text) {
  for (const piece of text.split(MARKED)) {
    if (piece) element.append(marked(piece));
  }
}

function marked(piece) {
  if (/^https?:\/\//.test(piece)) return link(piece, piece);
  const tag = piece.length > 2 && piece.at(0) === piece.at(-1) ? TAGS[piece[0]] : null;
  if (!tag) return document.createTextNode(piece);
  const inner = piece.startsWith("```") ? piece.slice(3, -3) : piece.slice(1, -1);
  if (tag === "code") return make("code", "", inner);
  const element = make(tag);
  fill(element, inner);
  return element;
}

export function link(url, text, className = "") {
  const element = make("a", className, text);
  Object.assign(element, { href: url, target: "_blank", rel: "noopener noreferrer" });
  return element;
}

/** The small card under a text whose first address is to be shown; what stands behind it is not fetched. */
export function preview(text) {
  const [url] = text.match(/https?:\/\/[^\s<>"]+/) ?? [];
  if (!url || !URL.canParse(url)) return null;
  const card = link(url, "", "preview");
  card.append(make("strong", "", new URL(url).hostname), make("small", "", url));
  return card;
}
