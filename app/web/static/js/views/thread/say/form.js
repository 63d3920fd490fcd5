/** A window with a form on one side and what the guest will see on the other. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import * as desk from "../../../store/desk.js";
import { length } from "../../../logic/outbox.js";
import { Dialog } from "../../parts/dialog.js";
import { Icon } from "../../parts/icon.js";
import { Preview } from "./preview.js";

/** @param {{title: string, type: string, content: Record<string, any>, ready: boolean, onSend: (schedule?: import("../../../types.js").Schedule) => void, children?: any}} props */
export function SayForm({ title, type, content, ready, onSend, children }) {
  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    if (ready) onSend(undefined);
  }
  return html`<${Dialog} title=${title} onClose=${desk.close} kind="wide say">
    <form class="say-form" onSubmit=${submit}>
      <div class="say-fields">${children}</div>
      <${Preview} type=${type} content=${content} />
      <footer class="say-foot"><button type="button" class="quiet" onClick=${desk.close}>${t("cancel")}</button><button type="button" class="icon-button" disabled=${!ready} aria-label=${t("send-later")} title=${t("send-later")} onClick=${() => desk.open("schedule", { choose: onSend })}><${Icon} name="clock" size=${20} /></button><button type="submit" class="primary" disabled=${!ready}><${Icon} name="send" size=${18} /> ${t("send")}</button></footer>
    </form>
  <//>`;
}

/** The way of a body: now, or at the time that is chosen. @param {import("./sheets.js").Say} say @param {import("../../../types.js").Body} body */
export const later = (say, body) => (/** @type {import("../../../types.js").Schedule|undefined} */ schedule) => say(body, { schedule });

/** A field that counts what Meta counts. @param {{id: string, label: string, value: string, most: number, lines?: number, hint?: string, error?: string|null, onInput: (value: string) => void, [attribute: string]: any}} props */
export function Counted({ id, label, value, most, lines = 1, hint, error, onInput, ...attributes }) {
  const left = most - length(value);
  const input = (/** @type {any} */ event) => onInput(event.currentTarget.value);
  const note = error || hint;
  return html`<div class=${`field ${left < 0 || error ? "wrong" : ""}`}>
    <label for=${id}>${label} ${left <= Math.max(10, most / 10) && html`<span class="field-left">${left}</span>`}</label>
    ${lines > 1 ? html`<textarea id=${id} rows=${lines} dir="auto" value=${value} aria-invalid=${left < 0 ? "true" : undefined} onInput=${input} ...${attributes}></textarea>` : html`<input id=${id} dir="auto" value=${value} autocomplete="off" aria-invalid=${left < 0 ? "true" : undefined} onInput=${input} ...${attributes} />`}
    ${note && html`<p class="field-note">${note}</p>`}
  </div>`;
}
