/** Files dragged over a conversation: it says that they may be let go, and takes them. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { pastedName } from "../../../logic/attaching.js";
import * as tray from "../../../store/tray.js";
import { Icon } from "../../parts/icon.js";

/** What is dropped or pasted, as files with names. @param {DataTransfer|null} from @returns {{bytes: Blob, name: string}[]} */
export function filesOf(from) {
  return [...(from?.files ?? [])].map((file) => ({ bytes: file, name: pastedName(file, new Date()) }));
}

const hasFiles = (/** @type {DragEvent} */ event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** @param {{id: string}} props */
export function Dropping({ id }) {
  const over = useDragging((event) => tray.add(id, filesOf(event.dataTransfer)));
  if (!over) return null;
  return html`<div class="dropping" aria-hidden="true"><span><${Icon} name="download" size=${34} /><strong>${t("drop-here")}</strong><small>${t("drop-what")}</small></span></div>`;
}

/** @param {(event: DragEvent) => void} take */
function useDragging(take) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const place = document.getElementById("thread");
    // Moving within the place leaves one part and enters the next.
    let depth = 0;
    /** @param {(event: DragEvent) => void} act */
    const ofFiles = (act) => (/** @type {any} */ event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      act(event);
      setOver(depth > 0);
    };
    const ears = {
      dragenter: ofFiles(() => (depth += 1)),
      dragleave: ofFiles(() => (depth = Math.max(0, depth - 1))),
      dragover: ofFiles(() => undefined),
      drop: ofFiles((event) => {
        depth = 0;
        take(event);
      }),
    };
    for (const [name, ear] of Object.entries(ears)) place?.addEventListener(name, ear);
    return () => {
      for (const [name, ear] of Object.entries(ears)) place?.removeEventListener(name, ear);
    };
  }, []);
  return over;
}
