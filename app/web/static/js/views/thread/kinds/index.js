/** Which component draws which kind of message: a new kind is one file and one line here. */
import { AudioKind } from "./audio.js";
import { ContactsKind } from "./contacts.js";
import { DocumentKind } from "./document.js";
import { ImageKind } from "./image.js";
import { InteractiveKind } from "./interactive.js";
import { LocationKind } from "./location.js";
import { OrderKind } from "./order.js";
import { StickerKind } from "./sticker.js";
import { TemplateKind } from "./template.js";
import { TextKind } from "./text.js";
import { UnknownKind, UnsupportedKind } from "./unknown.js";
import { VideoKind } from "./video.js";

/** A map, since a kind is a stranger's word and may be called "constructor". @type {Map<string, (props: {message: import("../../../types.js").Message}) => any>} */
const KINDS = new Map([
  ["text", TextKind],
  ["image", ImageKind],
  ["sticker", StickerKind],
  ["video", VideoKind],
  ["audio", AudioKind],
  ["document", DocumentKind],
  ["location", LocationKind],
  ["contacts", ContactsKind],
  ["interactive", InteractiveKind],
  ["button", InteractiveKind],
  ["order", OrderKind],
  ["template", TemplateKind],
  ["unsupported", UnsupportedKind],
]);

export const kindOf = (/** @type {string} */ type) => KINDS.get(type) ?? UnknownKind;

/** The kind as a class of style, only of kinds that we know. */
export const classOf = (/** @type {string} */ type) => (KINDS.has(type) ? `is-${type}` : "is-other");
