/** What the hotel asked to be answered by a touch: words with a head and a foot, a list to look into, products, cards. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { Dialog } from "../../parts/dialog.js";
import { Icon } from "../../parts/icon.js";
import { Cards } from "./carousel.js";
import { Head } from "./head.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function AskedKind({ message }) {
  const asked = message.content.interactive;
  const sections = asked.action?.sections ?? [];
  const words = asked.body?.text ?? message.content.text ?? "";
  return html`<div class="asked">
      <${Head} header=${asked.header} id=${message.id} />
      ${words && html`<${RichText} text=${String(words)} />`}
      ${asked.footer?.text && html`<span class="asked-foot" dir="auto">${asked.footer.text}</span>`}
      ${sections.length > 0 && html`<${Look} sections=${sections} title=${asked.action.button || t("asked-list")} />`}
    </div>
    ${asked.type === "carousel" && html`<${Cards} cards=${(asked.action?.cards ?? []).map(ofCard)} id=${message.id} />`}`;
}

/** @param {any} card */
function ofCard({ header, body, action = {}, type }) {
  const { parameters = {}, buttons = [], product_retailer_id: product } = action;
  if (type === "product" || product) return { header: null, text: product, buttons: [{ type: "SPM", text: t("button-product") }] };
  const own = parameters.display_text ? [{ type: "URL", text: parameters.display_text, url: parameters.url }] : buttons.map((/** @type {any} */ one) => ({ type: "QUICK_REPLY", text: one.quick_reply?.title ?? one.reply?.title }));
  return { header, text: body?.text, buttons: own };
}

/** What the guest sees on touching the button. @param {{sections: any[], title: string}} props */
function Look({ sections, title }) {
  const [open, setOpen] = useState(false);
  const count = sections.reduce((sum, one) => sum + (one.rows ?? one.product_items ?? []).length, 0);
  return html`<button type="button" class="asked-look" onClick=${() => setOpen(true)}><${Icon} name="eye" size=${15} /> ${t("asked-rows", { count })}</button>
    ${open && html`<${Dialog} title=${title} onClose=${() => setOpen(false)}>
      ${sections.map((section, index) => html`<section class="asked-section" key=${index}>
        ${section.title && html`<h3 dir="auto">${section.title}</h3>`}
        <ul>${(section.rows ?? section.product_items ?? []).map((/** @type {any} */ row, /** @type {number} */ n) => html`<li key=${n}><strong dir="auto">${row.title ?? row.product_retailer_id}</strong>${row.description && html`<span dir="auto">${row.description}</span>`}</li>`)}</ul>
      </section>`)}
    <//>`}`;
}
