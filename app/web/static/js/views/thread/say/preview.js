/** How a message will look, before it is one. */
import { useErrorBoundary } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { timeOfDay } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { serverNow } from "../../../net/http.js";
import { classOf, kindOf } from "../kinds/index.js";
import { Below } from "../below.js";
import { Ticks } from "../ticks.js";

/** @param {{type: string, content: Record<string, any>}} props */
export function Preview({ type, content }) {
  const [broken] = useErrorBoundary();
  const kind = kindOf(type);
  const message = /** @type {any} */ ({ id: "preview", direction: "outbound", message_type: type, content, status: "pending", reactions: [], created_at: "" });
  return html`<aside class="say-preview" aria-label=${t("preview")}>
    <span class="say-preview-name" aria-hidden="true">${t("preview")}</span>
    <div class="bubble-row out first last">${!broken && html`<div class=${`bubble ${classOf(type)}`}><${kind} message=${message} /><span class="meta"><time>${timeOfDay(serverNow())}</time><${Ticks} status="read" /></span></div><${Below} message=${message} />`}</div>
  </aside>`;
}
