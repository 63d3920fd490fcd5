/** The hotel's message templates, as Meta has judged them. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { inWords } from "../../i18n/meta_words.js";
import * as accounts from "../../net/accounts.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";

/** @type {Record<string, string>} */
const TONES = { GREEN: "good", YELLOW: "warn", RED: "bad", REJECTED: "bad", DISABLED: "bad", PAUSED: "warn", FLAGGED: "warn" };

export function Templates() {
  const [found, setFound] = useState(/** @type {any[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    accounts.templates().then((told) => setFound(told.data), setError);
  }, []);
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  if (found.length === 0) return html`<${Notice} icon=${html`<${Icon} name="template" size=${28} />`} title=${t("templates-none")} />`;
  return html`<div class="sheet">
    <table>
      <thead><tr>${["name", "language", "status", "category", "quality"].map((column) => html`<th key=${column} scope="col">${t(`templates-${column}`)}</th>`)}</tr></thead>
      <tbody>${found.map((one) => html`<${Row} key=${one.id} template=${one} />`)}</tbody>
    </table>
  </div>`;
}

/** @param {{template: any}} props */
function Row({ template }) {
  const { status, quality } = template;
  const soon = template.next_category && t("templates-soon", { category: inWords(template.next_category), at: when(Date.parse(template.next_category_at ?? template.updated_at)) });
  return html`<tr>
    <td>${template.name}</td>
    <td>${template.language}</td>
    <td>${status && html`<span class=${`tag ${template.usable ? "good" : (TONES[status] ?? "")}`}>${inWords(status)}</span>`} ${template.reason !== "NONE" && inWords(template.reason)}</td>
    <td>${inWords(template.category)} ${soon}</td>
    <td>${quality && html`<span class=${`tag ${TONES[quality] ?? ""}`}>${inWords(quality)}</span>`}</td>
  </tr>`;
}
