/** One line of a message of any kind, for lists and quotes: its picture, what it is called, and its words if it has any. */

/** @typedef {{message_type: string, content?: Record<string, any>, revoked_at?: string|null}} Said */

/** Which icon stands for which kind; the name of its sentence is `kind-` and the kind. @type {Record<string, string>} */
const ICONS = {
  image: "image",
  video: "video",
  audio: "audio",
  voice: "microphone",
  document: "document",
  sticker: "sticker",
  location: "pin",
  contacts: "person",
  interactive: "tap",
  button: "tap",
  order: "bag",
  system: "info",
  call: "call",
  template: "template",
  withdrawn: "withdrawn",
};

/** The beginning of its words, as the server shows them: text, caption, file name, or what else names it. @param {Said} message */
export function previewOf(message) {
  const content = message.content ?? {};
  const words = [content.text, content.caption, content.filename, content.reply?.title, content.name, content.address, content.contacts?.[0]?.name];
  return words.find((one) => typeof one === "string" && one.trim() !== "") ?? "";
}

/** What a kind is called by our own sentences: a recorded voice is no file of music. @param {Said} message */
export function kindOf({ message_type: type, content, revoked_at: revoked }) {
  if (revoked) return "withdrawn";
  if (type === "audio" && content?.voice) return "voice";
  return type;
}

/** The icon of a kind, null where words need none and where we know no such kind. */
export function iconOf(/** @type {string} */ kind) {
  if (kind === "text") return null;
  return Object.hasOwn(ICONS, kind) ? ICONS[kind] : "unknown";
}
