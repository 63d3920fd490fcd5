/** What may be done with one message: answered, felt about, copied, taken back; its way through the house looked at. */
import { useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import { previewOf } from "../../logic/previews.js";
import { me } from "../../store/account.js";
import { pagesOf, runsHotel } from "../console/index.js";
import * as replying from "../../store/replying.js";
import { Icon } from "../parts/icon.js";
import { useLeaving, walk } from "../parts/leaving.js";
import { cancel } from "./acting.js";
import { kindOf } from "./kinds/index.js";
import { UnknownKind } from "./kinds/unknown.js";
import { QuickReactions } from "./quick_reactions.js";
import { Raw } from "./raw.js";

/** What an open menu and the composer below it take up. */
const ROOM_PX = 330;

/** @param {{message: import("../../types.js").Message}} props */
export function MessageMenu({ message }) {
  const [open, setOpen] = useState(false);
  const [raw, setRaw] = useState(false);
  const [up, setUp] = useState(false);
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  useLeaving(box, open, () => setOpen(false));
  const words = message.revoked_at ? "" : previewOf(message);
  const runs = me.value !== null && runsHotel(me.value);
  const traced = pagesOf(me.value).some((page) => page.path === "trace");
  const speaks = mayAnswer(message);
  const back = message.can?.includes("cancel");
  if (message.local || (!words && !runs && !speaks && !back)) return null;
  function toggle(/** @type {any} */ event) {
    setUp(event.currentTarget.getBoundingClientRect().bottom > innerHeight - ROOM_PX);
    setOpen(!open);
  }
  const act = (/** @type {() => void} */ run) => () => {
    setOpen(false);
    run();
  };
  return html`<span class=${`message-menu ${open ? "open" : ""} ${up ? "up" : ""}`} ref=${box}>
    <button type="button" class="message-more" aria-label=${t("message-menu")} aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} onClick=${toggle}><${Icon} name="more" size=${16} /></button>
    ${open && html`<span class="message-acts" role="menu" onKeyDown=${walk}>
      ${speaks && html`<${QuickReactions} message=${message} onDone=${() => setOpen(false)} />`}
      ${speaks && html`<button type="button" role="menuitem" onClick=${act(() => replying.reply(message.conversation_id, message.id))}><${Icon} name="reply" size=${16} /> ${t("reply")}</button>`}
      ${back && html`<button type="button" role="menuitem" onClick=${act(() => cancel(message))}><${Icon} name="close" size=${16} /> ${t("cancel-sending")}</button>`}
      ${words && html`<button type="button" role="menuitem" onClick=${act(() => navigator.clipboard?.writeText(words))}><${Icon} name="copy" size=${16} /> ${t("copy")}</button>`}
      ${traced && html`<a role="menuitem" href=${consoleAddress("trace", message.id)}><${Icon} name="route" size=${16} /> ${t("trace-open")}</a>`}
      ${runs && isKeptRaw(message) && html`<button type="button" role="menuitem" onClick=${act(() => setRaw(true))}><${Icon} name="code" size=${16} /> ${t("raw-show")}</button>`}
    </span>`}
    ${raw && html`<${Raw} id=${message.id} onClose=${() => setRaw(false)} />`}
  </span>`;
}

/** Only what WhatsApp has can be answered, and only by who may speak here. @param {import("../../types.js").Message} message */
function mayAnswer({ status, revoked_at: revoked, local }) {
  const reached = !["pending", "failed", "uncertain", "cancelled", "scheduled", "refused"].includes(status);
  return Boolean(me.value?.permissions.includes("chat")) && reached && !revoked && !local;
}

/** Meta's own words are there of what was withdrawn, and of what we cannot show. @param {import("../../types.js").Message} message */
function isKeptRaw({ message_type: type, revoked_at: revoked }) {
  return Boolean(revoked) || type === "unsupported" || kindOf(type) === UnknownKind;
}
