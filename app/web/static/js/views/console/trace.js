/** One message's whole way, in the order it happened: letters of Meta's, calls, steps, files, and what clients were told. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { fine } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import * as letters from "../../net/letters.js";
import { Icon } from "../parts/icon.js";
import { nameOfKind } from "../parts/kind_name.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";

/** @typedef {{at: string, part: string, what: any, tone?: string}} Stop */

/** @param {{id: string|null}} props */
export function Trace({ id }) {
  const [found, setFound] = useState(/** @type {Record<string, any>|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => void (id && letters.trace(id).then(setFound, setError)), [id]);
  if (!id) return html`<${Notice} icon=${html`<${Icon} name="route" size=${28} />`} title=${t("trace-none")} />`;
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  return html`<section class="sheet"><dl class="facts">
      <dt>${t("trace-message")}</dt><dd>${found.id}</dd>
      <dt>wamid</dt><dd>${found.wamid ?? "–"}</dd>
      <dt>${t("letters-number")}</dt><dd>${found.phone_number_id}</dd>
      <dt>${t("letters-kind")}</dt><dd>${nameOfKind(found.message_type)} · ${t(found.direction === "inbound" ? "trace-inbound" : "trace-outbound")}</dd>
      <dt>${t("letters-state")}</dt><dd>${step(found.status)}${found.error?.code ? ` · ${found.error.code} ${found.error.title ?? ""}` : ""}</dd>
    </dl></section>
    <section class="sheet"><table>
      <thead><tr><th scope="col">${t("trace-when")}</th><th scope="col">${t("trace-part")}</th><th scope="col">${t("trace-what")}</th></tr></thead>
      <tbody>${stops(found).map(
        (stop) => html`<tr>
          <td><time datetime=${stop.at}>${fine(Date.parse(stop.at))}</time></td>
          <td><span class=${`tag ${stop.tone ?? ""}`}>${t(`trace-part-${stop.part}`)}</span></td>
          <td>${stop.what}</td>
        </tr>`,
      )}</tbody>
    </table></section>
    <a href=${`#/c/${found.conversation_id}`}>${t("trace-conversation")}</a>`;
}

/** A step in the chat's words, where it is one. @param {string} name */
function step(name) {
  const said = t(`status-${name}`);
  return said.startsWith("status-") ? name : said;
}

/** @param {Record<string, any>} found @returns {Stop[]} */
function stops(found) {
  /** @type {Stop[]} */
  const all = [
    { at: found.stored_at, part: "stored", what: "" },
    ...found.steps.map((/** @type {any} */ one) => ({ at: one.at, part: "step", what: step(one.status), tone: one.status === "failed" ? "bad" : "good" })),
    ...found.letters.map(letterStop),
    ...found.tries.map((/** @type {any} */ one) => ({ at: one.at, part: "try", what: [step(one.status), one.error?.code, one.wamid].filter(Boolean).join(" · "), tone: "bad" })),
    ...found.calls.map(callStop),
    ...found.files.map((/** @type {any} */ one) => ({ at: one.settled_at ?? one.created_at, part: "file", what: fileWords(one), tone: one.state === "failed" ? "bad" : "" })),
    ...found.taps.map((/** @type {any} */ one) => ({ at: one.at, part: "tap", what: [one.action, one.component, one.product_id].filter(Boolean).join(" · "), tone: "good" })),
    ...found.events.map((/** @type {any} */ one) => ({ at: one.at, part: "event", what: `${one.kind} #${one.event_id}` })),
  ];
  if (found.sending) all.push({ at: found.sending.settled_at ?? found.sending.created_at, part: "sending", what: `${found.sending.state} · ${t("trace-refused", { count: found.sending.attempts })}` });
  return all.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** @param {any} one @returns {Stop} */
function letterStop(one) {
  const waited = one.waited_ms === null ? "" : ` · ${t("trace-waited", { ms: one.waited_ms })}`;
  const link = html`<a href=${consoleAddress("inbox", String(one.id))}>${t("trace-letter", { id: String(one.id) })}</a>`;
  const what = html`${step(one.says)} · ${t(`letter-${one.state}`)}${waited} · ${link}${one.error && ` · ${one.error}`}`;
  return { at: one.received_at, part: "letter", what, tone: one.state === "failed" ? "bad" : "" };
}

/** @param {any} one @returns {Stop} */
function callStop(one) {
  const said = [one.outcome, one.http_status && `HTTP ${one.http_status}`, one.code, one.took_ms !== null && `${one.took_ms} ms`, one.trace];
  return { at: one.at, part: "call", what: said.filter(Boolean).join(" · "), tone: one.outcome === "sent" ? "good" : "bad" };
}

/** @param {any} one */
const fileWords = (one) => [one.kind, one.state, t("trace-attempts", { count: one.attempts }), one.error, one.details].filter(Boolean).join(" · ");
