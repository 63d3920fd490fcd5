/** A template as the guest has it: its head, the words filled in, its foot, its cards. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { named } from "../../../i18n/meta_words.js";
import { Icon } from "../../parts/icon.js";
import { Cards } from "./carousel.js";
import { Head } from "./head.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function TemplateKind({ message }) {
  const { template = {}, text } = message.content;
  return html`<div class="asked templated">
      <span class="template-name" title=${t("template-sent", { name: template.name ?? "", language: template.language ?? "" })}><${Icon} name="template" size=${13} /> ${named(String(template.name ?? ""))}</span>
      <${Head} header=${template.header} id=${message.id} />
      ${text && html`<${RichText} text=${String(text)} />`}
      ${template.footer && html`<span class="asked-foot" dir="auto">${template.footer.text ?? template.footer}</span>`}
    </div>
    <${Cards} cards=${(template.cards ?? []).map((/** @type {any} */ card) => ({ ...card, text: card.text ?? card.body }))} id=${message.id} />`;
}
