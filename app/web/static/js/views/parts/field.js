/** A labelled input that says below itself what is wrong with it. */
import { html } from "../../html.js";

/** @param {{id: string, label: string, hint?: string, error?: string, aside?: any, [attribute: string]: any}} props */
export function Field({ id, label, hint, error, aside, ...attributes }) {
  const note = error || hint;
  return html`<div class=${`field ${error ? "wrong" : ""}`}>
    <label for=${id}>${label}</label>
    <div class="field-box">
      <input id=${id} name=${id} aria-invalid=${error ? "true" : undefined} aria-describedby=${note ? `${id}-note` : undefined} ...${attributes} />
      ${aside}
    </div>
    ${note && html`<p class="field-note" id=${`${id}-note`}>${note}</p>`}
  </div>`;
}
