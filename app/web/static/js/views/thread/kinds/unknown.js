/** What this screen cannot show: said so, never dropped; who looks after the numbers may see what Meta sent. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { me } from "../../../store/account.js";
import { runsHotel } from "../../console/index.js";
import { Icon } from "../../parts/icon.js";
import { Raw } from "../raw.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function UnknownKind({ message }) {
  const words = message.content?.text ?? message.content?.caption;
  return html`<span class="unknown-kind">${t("kind-unknown-in-bubble", { kind: message.message_type })}</span>
    ${typeof words === "string" && words && html`<${RichText} text=${words} />`}
    <${RawDoor} message=${message} />`;
}

const NAMED = /** @type {Record<string, string>} */ ({
  edit: "unsupported-edit",
  poll: "unsupported-poll",
  poll_update: "unsupported-poll",
  event: "unsupported-event",
  view_once: "unsupported-view-once",
  live_location: "unsupported-live-location",
});

/** Meta itself did not hand it on. @param {{message: import("../../../types.js").Message}} props */
export function UnsupportedKind({ message }) {
  const { unsupported, errors = [] } = message.content;
  const tooBig = errors.some((/** @type {any} */ one) => one.code === 131052);
  const named = NAMED[unsupported?.type];
  return html`<span class="unknown-kind">${t(tooBig ? "unsupported-too-big" : (named ?? "unsupported-other"))}</span>
    <${RawDoor} message=${message} />`;
}

/** @param {{message: import("../../../types.js").Message}} props */
function RawDoor({ message }) {
  const [open, setOpen] = useState(false);
  if (!me.value || !runsHotel(me.value)) return null;
  return html`<button type="button" class="raw-door" onClick=${() => setOpen(true)}><${Icon} name="code" size=${15} /> ${t("raw-show")}</button>
    ${open && html`<${Raw} id=${message.id} onClose=${() => setOpen(false)} />`}`;
}
