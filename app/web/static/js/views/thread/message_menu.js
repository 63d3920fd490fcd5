/** What may be done with one message: its words copied, its way through the house looked at. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import { previewOf } from "../../logic/previews.js";
import { me } from "../../store/account.js";
import { pagesOf, runsHotel } from "../console/index.js";
import { Icon } from "../parts/icon.js";
import { kindOf } from "./kinds/index.js";
import { UnknownKind } from "./kinds/unknown.js";
import { Raw } from "./raw.js";

/** What an open menu and the composer below it take up. */
const ROOM_PX = 240;

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
  if (message.local || (!words && !runs)) return null;
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
      ${words && html`<button type="button" role="menuitem" onClick=${act(() => navigator.clipboard?.writeText(words))}><${Icon} name="copy" size=${16} /> ${t("copy")}</button>`}
      ${traced && html`<a role="menuitem" href=${consoleAddress("trace", message.id)}><${Icon} name="route" size=${16} /> ${t("trace-open")}</a>`}
      ${runs && isKeptRaw(message) && html`<button type="button" role="menuitem" onClick=${act(() => setRaw(true))}><${Icon} name="code" size=${16} /> ${t("raw-show")}</button>`}
    </span>`}
    ${raw && html`<${Raw} id=${message.id} onClose=${() => setRaw(false)} />`}
  </span>`;
}

/** Meta's own words are there of what was withdrawn, and of what we cannot show. @param {import("../../types.js").Message} message */
function isKeptRaw({ message_type: type, revoked_at: revoked }) {
  return Boolean(revoked) || type === "unsupported" || kindOf(type) === UnknownKind;
}

/** Escape and a touch elsewhere close it; opening it puts the keyboard on its first line. @param {{current: HTMLElement|null}} box @param {boolean} open @param {() => void} leave */
function useLeaving(box, open, leave) {
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector("[role=menuitem]")?.focus();
    const away = (/** @type {Event} */ event) => {
      if (!box.current?.contains(/** @type {Node} */ (event.target))) leave();
    };
    const escape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      leave();
      box.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", escape);
    };
  }, [open]);
}

function walk(/** @type {KeyboardEvent} */ event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const lines = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("[role=menuitem]")];
  const at = lines.indexOf(/** @type {Element} */ (document.activeElement));
  /** @type {HTMLElement|undefined} */ (lines[(at + (event.key === "ArrowDown" ? 1 : lines.length - 1)) % lines.length])?.focus();
}
