/** The hotel's message templates: those that come with the house, the list as Meta judged it, and the one that is open. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { language, t } from "../../i18n/language.js";
import { inWords, named, tongue } from "../../i18n/meta_words.js";
import { consoleAddress } from "../../logic/place.js";
import * as templates from "../../net/templates.js";
import * as notices from "../../store/notices.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";
import { TemplateEditor } from "./templates_editor.js";
import { Library } from "./templates_library.js";

/** @type {Record<string, string>} */
export const TONES = { GREEN: "good", YELLOW: "warn", RED: "bad", APPROVED: "good", REJECTED: "bad", DISABLED: "bad", PAUSED: "warn", FLAGGED: "warn", PENDING: "warn" };
const GONE = "DELETED";
const AGAIN_MS = 10_000;
const COLUMNS = ["name", "language", "status", "category", "quality"];

/** @param {{id: string|null}} props */
export function Templates({ id }) {
  return id ? html`<${TemplateEditor} key=${id} id=${id} />` : html`<${All} />`;
}

function All() {
  const [found, setFound] = useState(/** @type {Awaited<ReturnType<typeof templates.list>>|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [wanted, setWanted] = useState({ words: "", gone: false });
  const spoken = language.value;
  // What Meta decides of a template is a notice too.
  const news = notices.list.value;
  const load = () => templates.list().then((told) => (setFound(told), setError(null)), setError);
  useEffect(() => void load(), [spoken, news]);
  // A review ends without a notice when it ends well.
  useEffect(() => {
    const again = setInterval(() => document.visibilityState === "visible" && found?.data.some((one) => one.status === "PENDING") && void load(), AGAIN_MS);
    return () => clearInterval(again);
  }, [found]);
  if (error && !found) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  const shown = found.data.filter((one) => (wanted.gone || one.status !== GONE) && `${one.name} ${one.components?.body ?? ""}`.toLowerCase().includes(wanted.words.toLowerCase()));
  return html`<${Bar} accounts=${found.accounts} after=${load} />
    <${Library} isOpen=${found.data.every((one) => !one.library_key)} after=${load} />
    ${found.data.length > 6 && html`<p class="account-choice"><input type="search" class="templates-search" aria-label=${t("templates-search")} placeholder=${t("templates-search")} value=${wanted.words} onInput=${(/** @type {any} */ event) => setWanted({ ...wanted, words: event.currentTarget.value })} /></p>`}
    ${shown.length === 0 ? html`<${Notice} icon=${html`<${Icon} name="template" size=${28} />`} title=${t("templates-none")} />` : html`<${Table} rows=${shown} />`}
    ${found.data.some((one) => one.status === GONE) && html`<label class="templates-gone"><input type="checkbox" checked=${wanted.gone} onChange=${(/** @type {any} */ event) => setWanted({ ...wanted, gone: event.currentTarget.checked })} /> ${t("templates-gone")}</label>`}`;
}

/** @param {{accounts: {synced_at: string|null}[], after: () => unknown}} props */
function Bar({ accounts, after }) {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState(/** @type {{is_well: boolean, words: string}|null} */ (null));
  const times = accounts.map((one) => one.synced_at).filter((at) => at !== null);
  const last = times.sort()[0];
  const sync = async () => {
    setBusy(true);
    try {
      const { data } = await templates.sync();
      const trouble = data.find((one) => one.trouble)?.trouble;
      const sum = (/** @type {"found"|"changed"|"gone"} */ name) => data.reduce((so_far, one) => so_far + one[name], 0);
      setTold({ is_well: !trouble, words: trouble ?? t("templates-synced", { found: sum("found"), changed: sum("changed") + sum("gone") }) });
    } catch (flaw) {
      setTold({ is_well: false, words: sentenceOf(flaw) });
    }
    setBusy(false);
    after();
  };
  return html`<p class="account-trial">
    <a class="primary" href=${consoleAddress("templates", "new")}><${Icon} name="plus" size=${18} /> ${t("templates-create")}</a>
    <button type="button" class="secondary" disabled=${busy} onClick=${sync}><${Icon} name="retry" size=${18} /> ${t("templates-sync")}</button>
    <span role="status" class="templates-told">${told ? html`<span class=${told.is_well ? "" : "wrong-words"}>${told.words}</span>` : last && t("templates-synced-at", { at: when(Date.parse(last)) })}</span>
  </p>`;
}

/** @param {{rows: any[]}} props */
function Table({ rows }) {
  return html`<div class="sheet templates-list">
    <table>
      <thead><tr>${COLUMNS.map((column) => html`<th key=${column} scope="col">${t(`templates-${column}`)}</th>`)}</tr></thead>
      <tbody>${rows.map((one) => html`<${Row} key=${one.id} template=${one} />`)}</tbody>
    </table>
  </div>`;
}

/** @param {{template: any}} props */
function Row({ template }) {
  const { quality } = template;
  const soon = template.next_category && t("templates-soon", { category: inWords(template.next_category), at: when(Date.parse(template.next_category_at ?? template.updated_at)) });
  return html`<tr>
    <td><a class="templates-link" href=${consoleAddress("templates", template.id)}>${named(template.name)}</a><small class="templates-words" dir="auto">${template.components?.body}</small></td>
    <td>${tongue(template.language)}</td>
    <td><${Status} template=${template} /></td>
    <td>${inWords(template.category)} ${soon}</td>
    <td>${quality && quality !== "UNKNOWN" && html`<span class=${`tag ${TONES[quality] ?? ""}`}>${inWords(quality)}</span>`}</td>
  </tr>`;
}

/** @param {{template: any}} props */
export function Status({ template }) {
  const { status, usable, reason } = template;
  return html`${status && html`<span class=${`tag ${usable ? "good" : (TONES[status] ?? "")}`}>${inWords(status)}</span>`} ${reason && reason !== "NONE" && inWords(reason)}`;
}
