/** The message that another one answers: its beginning, and the way to it. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { plain } from "../../logic/rich_text.js";
import { kindOf, previewOf } from "../../logic/previews.js";
import { KindName } from "../parts/kind_name.js";

/** @param {{quoted: import("../../types.js").Message|undefined, onJump: () => void}} props  nothing quoted: it lies further up */
export function Quote({ quoted, onJump }) {
  const mine = quoted?.direction === "outbound";
  return html`<button type="button" class=${`quote ${mine ? "ours" : ""}`} aria-label=${t("quote-jump")} onClick=${onJump}>
    ${quoted ? html`<span class="quote-who">${mine ? t("quote-us") : t("quote-guest")}</span><span class="quote-words"><${Begin} message=${quoted} /></span>` : html`<span class="quote-words">${t("quote-earlier")}</span>`}
  </button>`;
}

/** @param {{message: import("../../types.js").Message}} props */
function Begin({ message }) {
  return html`<${KindName} kind=${kindOf(message)} words=${message.revoked_at ? "" : plain(previewOf(message)).slice(0, 200)} />`;
}
