/** One message in the thread, with its time, its ticks, and what went wrong with it. */
import { html } from "../../html.js";
import { moment, timeOfDay } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { kindOf } from "./kinds/index.js";
import { Ticks } from "./ticks.js";
import { Trouble } from "./trouble.js";

/** @param {{message: import("../../types.js").Message, first: boolean, last: boolean}} props */
export function Bubble({ message, first, last }) {
  const mine = message.direction === "outbound";
  const at = Date.parse(message.created_at);
  const kind = kindOf(message.message_type);
  const edges = `${mine ? "out" : "in"} ${first ? "first" : ""} ${last ? "last" : ""}`;
  return html`<div class=${`bubble-row ${edges}`} data-message-id=${message.id} data-status=${message.status}>
    <div class=${`bubble ${message.status}`}>
      <span class="unseen">${mine ? t("said-by-us") : t("said-by-guest")}</span>
      <${kind} message=${message} />
      <span class="meta">
        ${message.sender_type === "bot" && html`<span>${t("sent-by-bot")}</span>`}
        <time datetime=${message.created_at} title=${moment(at)}>${timeOfDay(at)}</time>
        ${mine && html`<${Ticks} status=${message.status} />`}
      </span>
    </div>
    <${Trouble} message=${message} />
  </div>`;
}
