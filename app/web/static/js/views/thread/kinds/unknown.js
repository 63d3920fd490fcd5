/** What this screen cannot show: said so, never dropped. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function UnknownKind({ message }) {
  const words = message.content?.text ?? message.content?.caption;
  return html`<span class="unknown-kind">${t("kind-unknown-in-bubble", { kind: message.message_type })}</span>
    ${typeof words === "string" && words && html`<${RichText} text=${words} />`}`;
}
