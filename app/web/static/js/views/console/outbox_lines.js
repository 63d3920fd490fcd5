/** The messages of one lot, each with its reason and what may be done about it now. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { exact, when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import * as sending from "../../net/sending.js";
import { nameOfKind } from "../parts/kind_name.js";
import { sentenceOf } from "../parts/sentence.js";

/** @typedef {import("../../net/postbox.js").Line} Line */
/** @typedef {import("../../net/postbox.js").NumberLots} NumberLots */

/** @type {Record<string, [string, (id: string) => Promise<unknown>][]>} */
const DEEDS = {
  cancel: [["outbox-cancel", sending.cancel]],
  retry: [["outbox-retry", sending.retry]],
  decide: [
    ["outbox-arrived", (id) => sending.decide(id, "arrived")],
    ["outbox-not-arrived", (id) => sending.decide(id, "not_arrived")],
    ["outbox-send-again", (id) => sending.decide(id, "send_again")],
  ],
};

/** @param {{lines: Line[], numbers: NumberLots[], after: () => unknown}} props */
export function Lines({ lines, numbers, after }) {
  const names = ["outbox-guest", "letters-kind", "outbox-because", "outbox-since", "outbox-deeds"];
  return html`<div class="sheet"><table>
    <thead><tr>${names.map((name) => html`<th key=${name} scope="col">${t(name)}</th>`)}</tr></thead>
    <tbody>${lines.map((one) => html`<${Row} key=${one.message_id} line=${one} number=${numbers.length > 1 ? numbers.find((known) => known.channel_id === one.channel_id) : undefined} after=${after} />`)}</tbody>
  </table></div>`;
}

/** @param {{line: Line, number: NumberLots|undefined, after: () => unknown}} props */
function Row({ line, number, after }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [busy, setBusy] = useState(false);
  const does = async (/** @type {(id: string) => Promise<unknown>} */ deed) => {
    setBusy(true);
    setError(null);
    await deed(line.message_id).then(after, setError);
    setBusy(false);
  };
  return html`<tr>
    <td class="outbox-guest"><a href=${`#/c/${line.conversation_id}`}>${line.guest ?? "–"}</a>${number && html`<br /><small>${number.display_phone_number}</small>`}</td>
    <td>${nameOfKind(line.message_type)}${line.lane !== "chat" && html`<br /><small>${t(`lane-${line.lane}`)}</small>`}${line.template && html`<br /><small>${line.template}</small>`}</td>
    <td>
      ${line.because} ${line.error && line.error.code > 0 && html`<span class="tag">${String(line.error.code)}</span>`}
      ${line.due_at && Date.parse(line.due_at) > Date.now() && html`<br /><small>${t("outbox-due", { when: when(Date.parse(line.due_at)) })}</small>`}
      ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    </td>
    <td><time datetime=${line.since} title=${exact(Date.parse(line.since))}>${when(Date.parse(line.since))}</time></td>
    <td><div class="outbox-deeds">
      ${line.can.flatMap((can) => DEEDS[can] ?? []).map(([name, deed]) => html`<button key=${name} type="button" class="quiet" disabled=${busy} onClick=${() => does(deed)}>${t(name)}</button>`)}
      <a href=${consoleAddress("trace", line.message_id)}>${t("outbox-trace")}</a>
    </div></td>
  </tr>`;
}
