/** The inbox: what Meta sent and what became of it, by number, state and time; failed letters with their errors. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { exact } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import * as letters from "../../net/letters.js";
import { Notice } from "../parts/notice.js";
import { Icon } from "../parts/icon.js";
import { sentenceOf } from "../parts/sentence.js";
import { Opened } from "./inbox_letter.js";
import { PutBack } from "./inbox_put_back.js";

const STATES = ["new", "failed", "waiting", "kept", "unclaimed", "done"];
/** @type {Record<string, string>} */
export const TONES = { done: "good", failed: "bad", waiting: "warn", unclaimed: "warn", kept: "warn", new: "" };

/** @param {{id: string|null}} props */
export function Inbox({ id }) {
  return id ? html`<${Opened} key=${id} id=${id} />` : html`<${Listed} />`;
}

function Listed() {
  const [choice, setChoice] = useState(/** @type {letters.Choice} */ ({ state: "failed" }));
  const [found, setFound] = useState(/** @type {letters.Letter[]|null} */ (null));
  const [next, setNext] = useState(/** @type {number|null} */ (null));
  const [counts, setCounts] = useState(/** @type {Record<string, number>} */ ({}));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = async (/** @type {number|null} */ before) => {
    try {
      const page = await letters.page(choice, before);
      setFound(before && found ? [...found, ...page.data] : page.data);
      setNext(page.next);
      setError(null);
      if (!before) setCounts(await letters.counts());
    } catch (flaw) {
      setError(flaw);
    }
  };
  useEffect(() => void load(null), [JSON.stringify(choice)]);
  return html`<${Choosing} choice=${choice} counts=${counts} choose=${setChoice} />
    <${PutBack} choice=${choice} after=${() => load(null)} />
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    ${!found && !error && html`<p role="status">${t("loading")}</p>`}
    ${found?.length === 0 && html`<${Notice} icon=${html`<${Icon} name="tray" size=${28} />`} title=${t("letters-none")} />`}
    ${found && found.length > 0 && html`<${Table} letters=${found} />`}
    ${next && html`<button type="button" class="quiet" onClick=${() => load(next)}>${t("letters-more")}</button>`}`;
}

/** @param {{choice: letters.Choice, counts: Record<string, number>, choose: (choice: letters.Choice) => void}} props */
function Choosing({ choice, counts, choose }) {
  const take = (/** @type {string} */ name) => (/** @type {any} */ event) => choose({ ...choice, [name]: event.target.value.trim() || undefined });
  return html`<form class="letters-choice" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label>${t("letters-state")}
      <select value=${choice.state ?? ""} onChange=${take("state")}>
        <option value="">${t("letters-any")}</option>
        ${STATES.map((state) => html`<option key=${state} value=${state}>${t(`letter-${state}`)}${state in counts ? ` (${counts[state]})` : ""}</option>`)}
      </select>
    </label>
    <label>${t("letters-number")}<input value=${choice.number ?? ""} inputmode="numeric" onChange=${take("number")} /></label>
    <label>${t("letters-kind")}<input value=${choice.kind ?? ""} placeholder="message, status, field:…" onChange=${take("kind")} /></label>
    <label>${t("letters-since")}<input type="datetime-local" value=${choice.since ?? ""} onChange=${take("since")} /></label>
    <label>${t("letters-until")}<input type="datetime-local" value=${choice.until ?? ""} onChange=${take("until")} /></label>
  </form>`;
}

/** @param {{letters: letters.Letter[]}} props */
function Table({ letters: found }) {
  const names = ["letters-id", "letters-received", "letters-state", "letters-kind", "letters-number", "letters-error"];
  return html`<div class="sheet"><table>
    <thead><tr>${names.map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)}</tr></thead>
    <tbody>${found.map(
      (one) => html`<tr key=${one.id}>
        <td><a href=${consoleAddress("inbox", String(one.id))}>${one.id}</a></td>
        <td><time datetime=${one.received_at}>${exact(Date.parse(one.received_at))}</time></td>
        <td><span class=${`tag ${TONES[one.state]}`}>${t(`letter-${one.state}`)}</span></td>
        <td>${one.kind}</td>
        <td>${one.source_id}</td>
        <td>${one.error ? `${one.error} (${one.attempts})` : one.waiting_for}</td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}
