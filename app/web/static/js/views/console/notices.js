/** The notices: what is wrong and what is new, the newest first, each until somebody has seen to it. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { language, t } from "../../i18n/language.js";
import * as notices from "../../store/notices.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";

const TONES = { info: "", warning: "warn", critical: "bad" };

export function Notices() {
  const [state, setState] = useState(/** @type {"open"|"all"} */ ("open"));
  const spoken = language.value;
  useEffect(() => {
    void notices.load(state);
  }, [state, spoken]);
  const found = notices.list.value;
  if (notices.error.value) return html`<p class="form-error" role="alert">${sentenceOf(notices.error.value)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  return html`<label class="account-choice">
      <input type="checkbox" checked=${state === "all"} onChange=${() => setState(state === "all" ? "open" : "all")} /> ${t("notices-all")}
    </label>
    ${found.length === 0 && html`<${Notice} icon=${html`<${Icon} name="bell" size=${28} />`} title=${t("notices-none")} />`}
    ${found.map((one) => html`<${Posted} key=${one.id} notice=${one} />`)}`;
}

/** @param {{notice: import("../../store/notices.js").Posted}} props */
function Posted({ notice }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const isOpen = notice.state === "open";
  return html`<article class=${`sheet posted ${isOpen ? notice.severity : "over"}`}>
    <header>
      <span class=${`tag ${TONES[notice.severity]}`}>${t(`severity-${notice.severity}`)}</span>
      <time datetime=${notice.last_at}>${when(Date.parse(notice.last_at))}</time>
      ${notice.count > 1 && html`<span>${t("notices-count", { count: notice.count })}</span>`}
      ${!isOpen && html`<span class="tag">${t(`notice-state-${notice.state}`)}</span>`}
    </header>
    <p>${notice.message}</p>
    ${Object.keys(notice.details).length > 0 && html`<details><summary>${t("notices-data")}</summary><pre class="raw">${JSON.stringify(notice.details, null, 2)}</pre></details>`}
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    ${isOpen && html`<button type="button" class="quiet" onClick=${() => notices.dismiss(notice.id).catch(setError)}>${t("notices-dismiss")}</button>`}
  </article>`;
}
