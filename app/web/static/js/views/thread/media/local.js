/** A file of ours while it lies in this browser: shown from here at once, and on its way with a ring and a way to stop it. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import * as parcels from "../../../net/parcels.js";
import * as drafts from "../../../store/drafts.js";
import * as outbox from "../../../store/outbox.js";
import { progress } from "../../../store/uploads.js";
import { Icon } from "../../parts/icon.js";

/** @typedef {import("../../../types.js").Message} Message */

/** An address within this page, null when the bytes are not here. @param {Message} message */
export function useLocalUrl(message) {
  const key = message.local ?? outbox.settled.get(message.id);
  const [url, setUrl] = useState(() => parcels.urlNow(key));
  useEffect(() => {
    if (!url && message.local) parcels.urlOf(message.local).then(setUrl);
  }, [message.local]);
  return url;
}

const ROUND = 2 * Math.PI * 15;

/** @param {{message: Message}} props */
export function Carrying({ message }) {
  const key = message.local;
  if (!key || message.status !== "pending") return null;
  const share = progress.value.get(key) ?? null;
  function stop() {
    const entry = outbox.takeBack(/** @type {string} */ (key));
    const words = entry?.body.content.caption;
    if (entry && words) drafts.giveBack(entry.conversation_id, words);
  }
  const percent = Math.round((share ?? 0) * 100);
  return html`<span class=${`carrying ${share === null ? "waiting" : ""}`} role="progressbar" aria-label=${t("uploading")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
    <button type="button" aria-label=${t("upload-stop")} title=${t("upload-stop")} onClick=${stop}>
      <svg viewBox="0 0 36 36" width="44" height="44" aria-hidden="true"><circle cx="18" cy="18" r="15" /><circle class="done" cx="18" cy="18" r="15" style=${{ strokeDasharray: ROUND, strokeDashoffset: ROUND * (1 - Math.max(0.04, share ?? 0.25)) }} /></svg>
      <${Icon} name="close" size=${18} />
    </button>
  </span>`;
}
