/** The window is closed: which templates open it again, and writing what waits for the guest. */
import { useEffect } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { when } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { plain } from "../../../logic/rich_text.js";
import { named } from "../../../i18n/meta_words.js";
import { blanked } from "../../../logic/templates.js";
import * as desk from "../../../store/desk.js";
import * as offers from "../../../store/offers.js";
import { Icon } from "../../parts/icon.js";

const FIRST = 3;

/** @param {{id: string, conversation: import("../../../types.js").Conversation|undefined, onLater: () => void}} props */
export function Closed({ id, conversation, onLater }) {
  const until = conversation?.window_expires_at;
  useEffect(() => void offers.load(id), [id]);
  return html`<section class="shut-window" aria-label=${t("window-closed")}>
    <p class="closed-why" role="status"><${Icon} name="clock" size=${18} /> <span><strong>${until ? t("composer-closed", { moment: when(Date.parse(until)) }) : t("composer-never-open")}</strong> ${t("composer-closed-text")}</span></p>
    <${Offered} id=${id} />
    <p class="closed-acts">
      <button type="button" class="primary small" onClick=${() => desk.open("template")}><${Icon} name="template" size=${18} /> ${t("closed-templates")}</button>
      <button type="button" class="secondary small" onClick=${onLater}><${Icon} name="clock" size=${16} /> ${t("closed-later")}</button>
    </p>
  </section>`;
}

/** @param {{id: string}} props */
function Offered({ id }) {
  const { list } = offers.offersOf(id);
  if (list.length === 0) return null;
  return html`<ul class="offered">${list.slice(0, FIRST).map((offer) => html`<li key=${offer.template_id}><button type="button" class="offer" onClick=${() => desk.open("template", { offer })}>
    <strong>${named(offer.name)}</strong><span dir="auto">${plain(blanked(offer.content?.text)).slice(0, 220)}</span>
  </button></li>`)}</ul>`;
}
