/** What went wrong with a message of ours, in words, and what may be done about it. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as drafts from "../../store/drafts.js";
import * as outbox from "../../store/outbox.js";
import { Icon } from "../parts/icon.js";

/** @param {{message: import("../../types.js").Message}} props */
export function Trouble({ message }) {
  if (message.status === "uncertain") return html`<p class="trouble unsure">${t("trouble-uncertain")}</p>`;
  if (message.status === "refused") return html`<${Refused} message=${message} />`;
  if (message.status !== "failed") return null;
  const { code, title, message: sentence } = message.error ?? {};
  return html`<p class="trouble">
    ${sentence || title || t("trouble-failed")} ${code !== undefined && code !== null && html`<span class="code">${t("trouble-code", { code: String(code) })}</span>`}
  </p>`;
}

/** The server would not take it; nothing was sent. @param {{message: import("../../types.js").Message}} props */
function Refused({ message }) {
  const key = message.local ?? "";
  const giveBack = () => drafts.giveBack(message.conversation_id, outbox.takeBack(key));
  return html`<div class="trouble">
    <p>${message.error?.message || t("trouble-refused")}</p>
    <p class="trouble-acts">
      <button type="button" onClick=${() => outbox.retry(key)}><${Icon} name="retry" size=${14} /> ${t("try-again")}</button>
      <button type="button" onClick=${giveBack}><${Icon} name="edit" size=${14} /> ${t("edit")}</button>
    </p>
  </div>`;
}
