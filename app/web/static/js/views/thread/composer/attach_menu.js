/** All that can be said besides words, behind one button. */
import { useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import * as desk from "../../../store/desk.js";
import { Icon } from "../../parts/icon.js";
import { useLeaving, walk } from "../../parts/leaving.js";

/** `files`: what the picker offers; else a window of its own. */
const KINDS = [
  { name: "media", icon: "image", tone: "ink", files: "image/*,video/mp4,video/3gpp,video/quicktime" },
  { name: "document", icon: "document", tone: "plum", files: "" },
  { name: "template", icon: "template", tone: "brass" },
  { name: "location", icon: "pin", tone: "good" },
  { name: "contacts", icon: "person", tone: "blue" },
  { name: "buttons", icon: "tap", tone: "ink" },
  { name: "list", icon: "list", tone: "plum" },
  { name: "link", icon: "link", tone: "blue" },
  { name: "wish-location", icon: "pin-ask", tone: "good" },
  { name: "wish-contact", icon: "person-ask", tone: "brass" },
];

/** @param {{id: string, limited: boolean, onFiles: (files: {bytes: Blob, name: string}[]) => void}} props  `limited`: only what can wait for the guest */
export function AttachMenu({ limited, onFiles }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const picker = useRef(/** @type {HTMLInputElement|null} */ (null));
  useLeaving(box, open, () => setOpen(false));
  function choose(/** @type {typeof KINDS[number]} */ kind) {
    setOpen(false);
    if (kind.files === undefined) return desk.open(/** @type {any} */ (kind.name));
    if (!picker.current) return undefined;
    picker.current.accept = kind.files;
    return picker.current.click();
  }
  function picked(/** @type {any} */ event) {
    const files = [...event.currentTarget.files].map((file) => ({ bytes: file, name: file.name }));
    event.currentTarget.value = "";
    if (files.length > 0) onFiles(files);
  }
  return html`<span class=${`attach ${open ? "open" : ""}`} ref=${box}>
    <button type="button" class="icon-button attach-button" aria-label=${t("attach")} title=${t("attach")} aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}><${Icon} name="plus" size=${24} /></button>
    <input id="attach-files" type="file" hidden multiple ref=${picker} onChange=${picked} aria-label=${t("attach")} />
    ${open && html`<span class="attach-menu" role="menu" aria-label=${t("attach")} onKeyDown=${walk}>
      ${KINDS.filter((kind) => !(limited && kind.name === "template")).map((kind) => html`<button key=${kind.name} type="button" role="menuitem" data-attach=${kind.name} onClick=${() => choose(kind)}><span class=${`attach-sign ${kind.tone}`}><${Icon} name=${kind.icon} size=${20} /></span> ${t(`attach-${kind.name}`)}</button>`)}
    </span>`}
  </span>`;
}
