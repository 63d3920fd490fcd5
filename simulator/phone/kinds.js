// Draws what was said, of any kind, on the phone's screen. Everything that people wrote goes in as text, never as markup.

import { mediaUrl } from "./api.js";
import { link, paragraph, preview } from "./format.js";
import { textOf } from "./letters.js";
import { labelOf } from "./labels.js";
import { make } from "./make.js";
import { offered } from "./offers.js";
import { current, say } from "./words.js";

/** The inside of a bubble. `acts` are {tap(reply), choose(letter)}, for what a hotel offers. */
export function drawn(letter, acts) {
  const { message } = letter;
  if (letter.from === "hotel" && (message.type === "interactive" || message.type === "template")) return offered(letter, acts);
  const parts = [DRAWN[message.type]?.(message[message.type] ?? {}, message), ...words(message)].filter(Boolean);
  return parts.length ? parts : [make("p", "odd", say("kind", { kind: message.type }))];
}

function words(message) {
  const text = textOf(message);
  if (text === null) return [];
  return [message.type === "text" && message.text.preview_url ? preview(text) : null, paragraph("", text)];
}

const DRAWN = {
  image: (said) => picture(said),
  sticker: (said) => picture(said, "sticker"),
  video: (said) => playable("video", said),
  audio: (said) => (said.voice ? spoken(said) : playable("audio", said)),
  document: (said) => paper(said),
  location: (said) => place(said),
  contacts: (said) => cards(said),
  order: (said) => chip("🛒", say("items", { count: said.product_items?.length ?? 0 }), said.text),
  interactive: (said) => answered(said),
  button: () => make("span", "sign", "👆"),
  system: (said) => chip("ℹ️", labelOf(`system_${said.type}`, current()).words),
  unsupported: (said) => chip("❔", labelOf("unsupported", current()).words, said.type),
};

function answered(said) {
  if (said.nfm_reply) return chip("📝", said.nfm_reply.body ?? said.nfm_reply.name, values(said.nfm_reply.response_json));
  if (said.call_permission_reply) return chip("📞", say(`calls_${said.call_permission_reply.response}`));
  return make("span", "sign", "👆");
}

function values(json) {
  try {
    const told = JSON.parse(json);
    return Object.entries(told.values ?? told).filter(([key, value]) => key !== "flow_token" && value).map(([key, value]) => `${key}: ${value}`).join(" · ");
  } catch {
    return json;
  }
}

export function picture({ id, link: url }, className = "picture") {
  if (!id) return url ? far("🖼️", url, className) : null;
  const image = make("img", className);
  Object.assign(image, { src: mediaUrl(id), alt: "", loading: "lazy" });
  return image;
}

export function playable(tag, { id, link: url }) {
  if (!id) return url ? far(tag === "video" ? "🎬" : "🎵", url, tag === "video" ? "picture" : "") : null;
  const element = make(tag, tag);
  Object.assign(element, { src: mediaUrl(id), controls: true, preload: "metadata" });
  return element;
}

function spoken(said) {
  const element = make("span", "spoken");
  element.append(make("span", "sign", "🎤"), playable("audio", said));
  return element;
}

/** A file that Meta fetches from the hotel's own address; this page fetches nothing from elsewhere. */
function far(sign, url, className) {
  const element = link(url, "", `far ${className}`);
  element.append(make("span", "sign", sign), make("small", "", url));
  return element;
}

export function paper({ id, link: url, filename }) {
  const name = filename ?? (url ? url.split("/").at(-1) : say("file"));
  const element = chip("📄", name, name.includes(".") ? name.split(".").at(-1).toUpperCase() : "");
  if (!id && !url) return element;
  const opener = link(id ? mediaUrl(id) : url, "", "paper");
  opener.append(element);
  return opener;
}

export function place({ latitude, longitude, name, address }) {
  const element = make("span", "place");
  const where = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  element.append(make("span", "map", "📍"), make("strong", "", name ?? say("place")), make("small", "", address ?? where));
  return element;
}

function cards(said) {
  const element = make("span", "cards");
  const people = Array.isArray(said) ? said : [];
  element.append(...people.slice(0, 3).map((one) => chip("👤", one.name?.formatted_name ?? say("contact"), one.phones?.map(({ phone }) => phone).join(", "))));
  if (people.length > 3) element.append(make("small", "", `+${people.length - 3}`));
  return element;
}

export function chip(sign, first, second) {
  const element = make("span", "said-chip");
  const texts = make("span");
  texts.append(make("strong", "", first));
  if (second) texts.append(make("small", "", second));
  element.append(make("span", "sign", sign), texts);
  return element;
}
