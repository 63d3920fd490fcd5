/** One letter, whole: what became of it, and what Meta sent. Somebody of the house says why they open it. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { moment } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import * as letters from "../../net/letters.js";
import { me } from "../../store/account.js";
import { sentenceOf } from "../parts/sentence.js";
import { TONES } from "./inbox.js";
import { PutBack, Reason, reason } from "./inbox_put_back.js";

/** @param {{id: string}} props */
export function Opened({ id }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const isHouse = me.value?.tenant === null;
  const load = () => letters.letter(id, reason.value).then(setFound, setError);
  useEffect(() => void (!isHouse && load()), [id]);
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found && isHouse) {
    return html`<form class="letters-choice" onSubmit=${(/** @type {Event} */ event) => (event.preventDefault(), void load())}>
      <${Reason} /><button class="primary" disabled=${!reason.value.trim()}>${t("letters-open")}</button>
    </form>`;
  }
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  return html`<section class="sheet">
      <dl class="facts">${facts(found).map(([name, value]) => html`<dt>${t(name)}</dt><dd>${value}</dd>`)}</dl>
    </section>
    ${["failed", "done", "kept"].includes(found.state) && html`<${PutBack} choice=${{ ids: [found.id], state: found.state }} after=${() => setTimeout(load, 800)} />`}
    <pre class="raw">${found.json === null ? found.text : JSON.stringify(found.json, null, 2)}</pre>
    ${found.is_cut && html`<p>${t("letters-cut")}</p>`}`;
}

/** @param {letters.Letter} letter @returns {[string, any][]} */
function facts(letter) {
  const at = (/** @type {string|null} */ said) => said && moment(Date.parse(said));
  /** @type {[string, any][]} */
  const told = [
    ["letters-state", html`<span class=${`tag ${TONES[letter.state]}`}>${t(`letter-${letter.state}`)}</span>`],
    ["letters-kind", letter.kind],
    ["letters-number", letter.source_id],
    ["letters-key", letter.key],
    ["letters-error", letter.error],
    ["letters-attempts", letter.error && letter.attempts],
    ["letters-waiting-for", letter.waiting_for],
    ["letters-received", at(letter.received_at)],
    ["letters-handled", at(letter.handled_at)],
    ["letters-put-back", at(letter.put_back_at)],
    ["letters-size", t("letters-bytes", { count: letter.size })],
  ];
  return told.filter(([, value]) => value);
}
