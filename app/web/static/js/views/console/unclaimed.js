/** Numbers without a hotel that letters are kept for: who may claim them, nobody here decides. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { exact } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { phoneOf } from "../../logic/names.js";
import * as letters from "../../net/letters.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";

export function UnclaimedNumbers() {
  const [found, setFound] = useState(/** @type {Record<string, any>[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => void letters.unclaimed().then((told) => setFound(told.data), setError), []);
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  if (found.length === 0) return html`<${Notice} icon=${html`<${Icon} name="number" size=${28} />`} title=${t("unclaimed-none")} />`;
  const names = ["letters-number", "unclaimed-dialled", "unclaimed-account", "unclaimed-letters", "unclaimed-first", "unclaimed-last"];
  const at = (/** @type {string} */ said) => html`<time datetime=${said}>${exact(Date.parse(said))}</time>`;
  return html`<p class="account-choice">${t("unclaimed-about")}</p>
    <div class="sheet"><table>
      <thead><tr>${names.map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)}</tr></thead>
      <tbody>${found.map(
        (one) => html`<tr key=${one.source_id}>
          <td>${one.source_id}</td><td>${phoneOf({ phone: one.display_phone_number })}</td><td>${one.waba_id}</td><td>${one.letters}</td>
          <td>${at(one.first_at)}</td><td>${at(one.last_at)}</td>
        </tr>`,
      )}</tbody>
    </table></div>`;
}
