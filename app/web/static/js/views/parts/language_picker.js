/** Choosing the language of the screen. */
import { LANGUAGES, language, speak, t } from "../../i18n/language.js";
import { html } from "../../html.js";

export function LanguagePicker() {
  return html`<div class="languages" role="group" aria-label=${t("language")}>
    ${LANGUAGES.map(
      ({ tag, name }) =>
        html`<button type="button" lang=${tag} aria-pressed=${language.value === tag ? "true" : "false"} onClick=${() => speak(tag, true)}>${name}</button>`,
    )}
  </div>`;
}
