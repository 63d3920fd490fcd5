/** What WhatsApp hangs under a bubble of the hotel's: the buttons that the guest may touch. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { buttonsOf } from "../../logic/buttons.js";
import { Icon } from "../parts/icon.js";

/** The attendant only sees them: they are the guest's. @param {{message: import("../../types.js").Message}} props */
export function Below({ message }) {
  if (message.revoked_at) return null;
  const buttons = buttonsOf(message.message_type, message.content ?? {});
  if (buttons.length === 0) return null;
  return html`<ul class="below" aria-label=${t("buttons-of-message")}>${buttons.map(({ icon, text, hint, type }, index) => html`<li key=${index} title=${hint}>${icon && html`<${Icon} name=${icon} size=${16} />`} <span dir="auto">${text || t(`button-${type ?? "list"}`)}</span></li>`)}</ul>`;
}
