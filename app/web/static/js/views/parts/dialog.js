/** A window over the page that keeps the keyboard within it, and gives it back to where it was. */
import { useEffect, useRef } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { Icon } from "./icon.js";

/** @param {{title: string, onClose: () => void, kind?: string, children?: any}} props */
export function Dialog({ title, onClose, kind = "", children }) {
  const box = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  // A click on the ground beside it closes it; one within has another target.
  const beside = (/** @type {Event} */ event) => event.target === box.current && onClose();
  return html`<dialog class=${`dialog ${kind}`} ref=${box} aria-label=${title} onClose=${onClose} onClick=${beside}>
    <div class="dialog-paper">
      <header class="dialog-head">
        <h2>${title}</h2>
        <button type="button" class="icon-button" aria-label=${t("close")} onClick=${onClose}><${Icon} name="close" /></button>
      </header>
      ${children}
    </div>
  </dialog>`;
}
