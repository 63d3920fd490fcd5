/** What stands in the place of a file that is not here: on its way, or why it will not come. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { mediaPath } from "../../../logic/links.js";
import { fetchAgain } from "../../../store/media.js";
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
  return html`<span class="media-state failed"><${Icon} name="alert" size=${18} /> <span>${whyFailed(media)}</span> <${FetchAgain} media=${media} /></span>`;
}

// What WhatsApp no longer has, or what we will not take, does not come by asking again.
const WORTH_ASKING = new Set(["unreachable", "corrupt"]);

/** @param {{media: any}} props */
export function FetchAgain({ media }) {
  const [asked, setAsked] = useState(false);
  const path = mediaPath(`/api/media/${media?.id}`);
  if (media?.state !== "failed" || !WORTH_ASKING.has(media.error ?? "unreachable") || !path) return null;
  function ask() {
    setAsked(true);
    fetchAgain(/** @type {string} */ (path)).catch(() => setAsked(false));
  }
  return html`<button type="button" class="secondary small" disabled=${asked} onClick=${ask}><${Icon} name="retry" size=${14} /> ${t("try-again")}</button>`;
}

/** The server has it and the browser could not get it. @param {{onAgain: () => void}} props */
export function NotShown({ onAgain }) {
  return html`<span class="media-state failed">
    <span>${t("media-not-shown")}</span>
    <button type="button" class="secondary small" onClick=${onAgain}><${Icon} name="retry" size=${14} /> ${t("try-again")}</button>
  </span>`;
}
