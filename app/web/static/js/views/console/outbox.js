/** The outbox: what has not gone, by number and reason, with what may be done about each message. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { exact, when } from "../../i18n/format.js";
import { language, t } from "../../i18n/language.js";
import * as postbox from "../../net/postbox.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";
import { Lines } from "./outbox_lines.js";

/** @type {postbox.Lot[]} */
const LOTS = ["failed", "uncertain", "parked", "waiting"];
/** @type {Record<string, string>} */
export const TONES = { failed: "bad", uncertain: "warn", parked: "warn", waiting: "" };
const AGAIN_MS = 15_000;

export function Outbox() {
  const [choice, setChoice] = useState(/** @type {{state: postbox.Lot, channel_id?: string}} */ ({ state: "failed" }));
  const [found, setFound] = useState(/** @type {postbox.Page|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const spoken = language.value;
  const load = async (/** @type {string|null} */ after) => {
    try {
      const page = await postbox.page(choice, after);
      // It opens where somebody may be needed.
      const fullest = found ? undefined : LOTS.find((lot) => lot !== "waiting" && page.numbers.some((one) => one[lot] > 0));
      if (fullest && fullest !== choice.state) return setChoice({ ...choice, state: fullest });
      setFound(after && found ? { ...page, data: [...found.data, ...page.data] } : page);
      setError(null);
    } catch (flaw) {
      setError(flaw);
    }
  };
  useEffect(() => void load(null), [JSON.stringify(choice), spoken]);
  // What goes by itself is gone by itself; a page that somebody has turned stays as it is.
  useEffect(() => {
    const again = setInterval(() => document.visibilityState === "visible" && (found?.data.length ?? 0) <= 50 && void load(null), AGAIN_MS);
    return () => clearInterval(again);
  });
  return html`${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    ${!found && !error && html`<p role="status">${t("loading")}</p>`}
    ${found && html`<${Numbers} found=${found} choice=${choice} choose=${setChoice} /><${Reasons} found=${found} choice=${choice} />`}
    ${found?.data.length === 0 && html`<${Notice} icon=${html`<${Icon} name="send" size=${28} />`} title=${t(`lot-none-${choice.state}`)} />`}
    ${found && found.data.length > 0 && html`<${Lines} lines=${found.data} numbers=${found.numbers} after=${() => load(null)} />`}
    ${found?.next && html`<button type="button" class="quiet" onClick=${() => load(found.next)}>${t("letters-more")}</button>`}`;
}

/** @param {{found: postbox.Page, choice: {state: postbox.Lot, channel_id?: string}, choose: (choice: any) => void}} props */
function Numbers({ found, choice, choose }) {
  const all = (/** @type {postbox.Lot} */ lot) => found.numbers.reduce((sum, one) => sum + one[lot], 0);
  const mine = found.numbers.find((one) => one.channel_id === choice.channel_id);
  return html`<div class="letters-choice">
    <div class="lots" role="group" aria-label=${t("letters-state")}>
      ${LOTS.map(
        (lot) => html`<button key=${lot} type="button" class="lot" aria-pressed=${choice.state === lot} onClick=${() => choose({ ...choice, state: lot })}>
          <strong>${mine ? mine[lot] : all(lot)}</strong> <span class=${`tag ${TONES[lot]}`}>${t(`lot-${lot}`)}</span>
        </button>`,
      )}
    </div>
    ${
      found.numbers.length > 1 &&
      html`<label>${t("letters-number")}
        <select value=${choice.channel_id ?? ""} onChange=${(/** @type {any} */ event) => choose({ ...choice, channel_id: event.target.value || undefined })}>
          <option value="">${t("letters-any")}</option>
          ${found.numbers.map((one) => html`<option key=${one.channel_id} value=${one.channel_id}>${one.display_phone_number}</option>`)}
        </select>
      </label>`
    }
  </div>`;
}

/** @param {{found: postbox.Page, choice: {state: postbox.Lot, channel_id?: string}}} props */
function Reasons({ found, choice }) {
  const those = found.reasons.filter((one) => one.state === choice.state && (!choice.channel_id || one.channel_id === choice.channel_id));
  if (those.length === 0) return null;
  return html`<section class="sheet"><table>
    <thead><tr>${["outbox-messages", "outbox-because", "outbox-oldest"].map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)}</tr></thead>
    <tbody>${those.map(
      (one) => html`<tr key=${one.channel_id + one.because}>
        <td>${one.messages}</td>
        <td>${one.because}${one.code !== null && one.code > 0 ? html` <span class="tag">${String(one.code)}</span>` : null}</td>
        <td><time datetime=${one.oldest_at} title=${exact(Date.parse(one.oldest_at))}>${when(Date.parse(one.oldest_at))}</time></td>
      </tr>`,
    )}</tbody>
  </table></section>`;
}
