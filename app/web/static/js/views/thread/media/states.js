/** What stands in the place of a file that is not here: on its way, or why it will not come. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { Icon } from "../../parts/icon.js";

const REASONS = /** @type {Record<string, string>} */ ({
  expired: "media-failed-expired",
  too_big: "media-failed-too-big",
  forbidden_type: "media-failed-forbidden-type",
  corrupt: "media-failed-corrupt",
});

/** @param {any} media */
export function whyFailed(media) {
  return t(REASONS[media?.error] ?? "media-failed-unreachable");
}

export function Downloading() {
  return html`<span class="media-state" role="status"><span class="spinner" aria-hidden="true"></span> ${t("media-downloading")}</span>`;
}

/** @param {{media: any}} props */
export function Failed({ media }) {
  return html`<span class="media-state failed"><${Icon} name="alert" size=${18} /> <span>${whyFailed(media)}</span></span>`;
}

/** The server has it and the browser could not get it. @param {{onAgain: () => void}} props */
export function NotShown({ onAgain }) {
  return html`<span class="media-state failed">
    <span>${t("media-not-shown")}</span>
    <button type="button" class="secondary small" onClick=${onAgain}><${Icon} name="retry" size=${14} /> ${t("try-again")}</button>
  </span>`;
}
