/** A password input that can be looked at. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";

/** @param {{id: string, label: string, [attribute: string]: any}} props */
export function PasswordField(props) {
  const [shown, show] = useState(false);
  const aside = html`<button type="button" class="peek" aria-pressed=${shown ? "true" : "false"} aria-label=${t("password-show")} onClick=${() => show(!shown)}>
    <${Icon} name="eye" />
  </button>`;
  return html`<${Field} ...${props} type=${shown ? "text" : "password"} aside=${aside} autocapitalize="off" spellcheck=${false} />`;
}
