/** Choosing a small picture. */
import { useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { each, GROUPS } from "../../logic/emoji.js";
import { Icon } from "./icon.js";
import { useLeaving, walk } from "./leaving.js";

/** @param {{onChoose: (emoji: string) => void}} props */
export function EmojiGrid({ onChoose }) {
  return html`<div class="emoji-grid" onKeyDown=${walk}>
    ${GROUPS.map(([name, signs]) => html`<section key=${name} role="group" aria-label=${t(name)}><h3 aria-hidden="true">${t(name)}</h3><div role="none">${each(signs).map((emoji) => html`<button key=${emoji} type="button" role="menuitem" onClick=${() => onChoose(emoji)}>${emoji}</button>`)}</div></section>`)}
  </div>`;
}

/** @param {{onChoose: (emoji: string) => void}} props */
export function EmojiButton({ onChoose }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  useLeaving(box, open, () => setOpen(false));
  return html`<span class="emoji-place" ref=${box}>
    <button type="button" class="icon-button in-box" aria-label=${t("emoji")} title=${t("emoji")} aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}><${Icon} name="smile" size=${22} /></button>
    ${open && html`<div class="emoji-panel" role="menu" aria-label=${t("emoji")}><${EmojiGrid} onChoose=${onChoose} /></div>`}
  </span>`;
}
