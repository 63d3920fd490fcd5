/** The quiet room in which signing in, changing a password and waiting take place. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { LanguagePicker } from "../parts/language_picker.js";
import { Mark } from "../parts/mark.js";

/** @param {{title: string, lead?: string, children?: any}} props */
export function EntryFrame({ title, lead, children }) {
  return html`<main class="entry">
    <aside class="entry-side" aria-hidden="true">
      <div class="entry-brand"><${Mark} size=${40} /> Recado</div>
      <p class="entry-claim">${t("claim")}</p>
      <div class="entry-notes">
        <p class="entry-note in">${t("claim-guest")}</p>
        <p class="entry-note out">${t("claim-answer")}</p>
      </div>
    </aside>
    <section class="entry-main">
      <div class="entry-card">
        <div class="entry-brand small"><${Mark} size=${32} /> Recado</div>
        <h1>${title}</h1>
        ${lead && html`<p class="entry-lead">${lead}</p>`}
        ${children}
      </div>
      <${LanguagePicker} />
    </section>
  </main>`;
}
