// Draws what was said, of any kind, on the phone's screen. Everything that people wrote goes in as text, never as markup.

import { mediaUrl } from "./api.js";
import { textOf } from "./letters.js";
import { labelOf } from "./labels.js";
import { make } from "./make.js";
import { current, say } from "./words.js";

/** The inside of a bubble. `onTap(reply)` when the guest chooses something that the hotel offers. */
export function drawn(message, isFromHotel, onTap) {
  const parts = [DRAWN[message.type]?.(message[message.type] ?? {}, message), words(message)].filter(Boolean);
  if (!parts.length) parts.push(make("p", "odd", say("kind", { kind: message.type })));
  if (isFromHotel) parts.push(...offers(message, onTap));
  return parts;
}

function words(message) {
  const text = textOf(message);
  return text === null ? null : make("p", "", text);
}

const DRAWN = {
  image: (said) => picture(said, "picture"),
  sticker: (said) => picture(said, "sticker"),
  video: (said) => playable("video", said),
  audio: (said) => playable("audio", said),
  document: (said) => chip("📄", said.filename ?? say("file")),
  location: (said) => chip("📍", said.name ?? `${said.latitude}, ${said.longitude}`, said.address),
  contacts: (said) => chip("👤", said[0]?.name?.formatted_name ?? said[0]?.phones?.[0]?.phone ?? "", said[0]?.phones?.[0]?.phone),
  order: (said) => chip("🛒", say("items", { count: said.product_items?.length ?? 0 }), said.text),
  interactive: (said) => (said.nfm_reply ? chip("📝", said.nfm_reply.body ?? said.nfm_reply.name) : said.call_permission_reply ? chip("📞", said.call_permission_reply.response) : said.button_reply || said.list_reply ? make("span", "sign", "👆") : null),
  button: () => make("span", "sign", "👆"),
  template: (said) => chip("📋", said.name ?? ""),
  system: (said) => chip("ℹ️", labelOf(`system_${said.type}`, current()).words),
  unsupported: (said) => chip("❔", labelOf("unsupported", current()).words, said.type),
};

function picture({ id }, className) {
  if (!id) return null;
  const image = make("img", className);
  Object.assign(image, { src: mediaUrl(id), alt: "", loading: "lazy" });
  return image;
}

function playable(tag, { id }) {
  if (!id) return null;
  const element = make(tag, tag);
  Object.assign(element, { src: mediaUrl(id), controls: true, preload: "metadata" });
  return element;
}

function chip(sign, first, second) {
  const element = make("span", "said-chip");
  const texts = make("span");
  texts.append(make("strong", "", first));
  if (second) texts.append(make("small", "", second));
  element.append(make("span", "sign", sign), texts);
  return element;
}

/** Buttons and lists that the hotel sent, ready to be tapped. */
function offers(message, onTap) {
  return choices(message).map(({ title, reply }) => {
    const button = make("button", "offer", title);
    button.type = "button";
    button.addEventListener("click", () => onTap(reply));
    return button;
  });
}

function choices({ type, interactive, template }) {
  if (type === "interactive") {
    const buttons = interactive.action?.buttons ?? [];
    const rows = (interactive.action?.sections ?? []).flatMap((section) => section.rows ?? []);
    return [
      ...buttons.map(({ reply }) => ({ title: reply?.title, reply: { type: "interactive", interactive: { type: "button_reply", button_reply: reply } } })),
      ...rows.map((row) => ({ title: row.title, reply: { type: "interactive", interactive: { type: "list_reply", list_reply: row } } })),
    ].filter(({ title }) => title);
  }
  if (type !== "template") return [];
  return (template.components ?? [])
    .filter((one) => one.type === "button" && one.sub_type === "quick_reply")
    .map((one) => ({ payload: one.parameters?.[0]?.payload ?? String(one.index) }))
    .map(({ payload }) => ({ title: payload, reply: { type: "button", button: { payload, text: payload } } }));
}
