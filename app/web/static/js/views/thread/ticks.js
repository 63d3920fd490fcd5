/** How far a message of ours has come: waiting, sent, arrived, read, or not. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";

const ONE = "M2.5 8.5l3.2 3.2L12 5";
const TWO = "M1 8.5l3.2 3.2L10.5 5M7.2 11.2l.6.5L14.8 5";
const CLOCK = "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.2l2 1.3";
const FAILED = "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5.2v3.3M8 10.6v.2";
const UNSURE = "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM6.5 6.5a1.5 1.5 0 1 1 2 1.5c-.4.2-.5.4-.5.8M8 10.7v.2";

/** @type {Record<string, string>} */
const DRAWN = { scheduled: CLOCK, pending: CLOCK, sent: ONE, delivered: TWO, read: TWO, played: TWO, failed: FAILED, refused: FAILED, cancelled: FAILED, uncertain: UNSURE };

/** @param {{status: string}} props */
export function Ticks({ status }) {
  if (!DRAWN[status]) return null;
  return html`<span class=${`ticks ${status}`} data-status=${status} title=${t(`status-${status}`)}>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${DRAWN[status]} /></svg>
    <span class="unseen">${t(`status-${status}`)}</span>
  </span>`;
}
