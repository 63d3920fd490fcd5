/** The mark of the house: a note in which a reception bell rings. */
import { html } from "../../html.js";

/** @param {{size?: number}} props */
export function Mark({ size = 36 }) {
  return html`<svg class="mark" width=${size} height=${size} viewBox="0 0 64 64" aria-hidden="true">
    <path class="mark-note" d="M16 4h32a12 12 0 0 1 12 12v24a12 12 0 0 1-12 12H30L18.2 60.6A2 2 0 0 1 15 59v-7.1A12 12 0 0 1 4 40V16A12 12 0 0 1 16 4z" />
    <circle class="mark-bell" cx="32" cy="16.8" r="3.2" />
    <path class="mark-bell" d="M17 36a15 15 0 0 1 30 0z" />
    <rect class="mark-plate" x="14" y="38" width="36" height="4.4" rx="2.2" />
  </svg>`;
}
