/** What was not taken or not delivered goes back to where it was made: words, files, a place, buttons. */
import * as parcels from "../../net/parcels.js";
import { isFile } from "../../logic/bodies.js";
import * as desk from "../../store/desk.js";
import * as drafts from "../../store/drafts.js";
import * as outbox from "../../store/outbox.js";
import * as tray from "../../store/tray.js";

/** @type {Record<string, import("../../store/desk.js").Sheet>} */
const SHEETS = { button: "buttons", list: "list", cta_url: "link", location_request_message: "wish-location", request_contact_info: "wish-contact" };

/** @param {import("../../types.js").Message} message */
export async function editAgain(message) {
  const { local: key, conversation_id: id } = message;
  const bytes = key ? await parcels.find(key) : undefined;
  const entry = key ? outbox.takeBack(key) : null;
  const { type, content } = entry?.body ?? { type: message.message_type, content: message.content };
  if (type === "text") return drafts.giveBack(id, String(content.text ?? ""));
  if (isFile(type) && bytes) return tray.add(id, [{ bytes, name: entry?.file?.name ?? "" }], { caption: content.caption, kind: /** @type {any} */ (type) });
  if (type === "location" || type === "contacts") return desk.open(type, content);
  if (type === "interactive") return reopen(content.interactive ?? content);
  if (type === "template") return desk.open("template");
  if (content.caption) drafts.giveBack(id, content.caption);
  return undefined;
}

/** @param {any} asked */
function reopen(asked) {
  const sheet = SHEETS[asked.type];
  if (sheet) desk.open(sheet, asked);
}
