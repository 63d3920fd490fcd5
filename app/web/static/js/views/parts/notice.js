/** A full, quiet sentence where there is nothing else to show, with what may be done about it. */
import { html } from "../../html.js";

/** @param {{icon?: any, title: string, text?: string, children?: any}} props */
export function Notice({ icon, title, text, children }) {
  return html`<div class="notice">
    ${icon && html`<span class="notice-icon">${icon}</span>`}
    <p class="notice-title">${title}</p>
    ${text && html`<p class="notice-text">${text}</p>`}
    ${children}
  </div>`;
}
