/** Cards side by side, each with a head, words and its own buttons. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { ofTemplate } from "../../../logic/buttons.js";
import { Icon } from "../../parts/icon.js";
import { Head } from "./head.js";
import { RichText } from "./text.js";

/** @param {{cards: {header?: any, text?: string, buttons?: any[]}[], id: string}} props */
export function Cards({ cards, id }) {
  if (cards.length === 0) return null;
  return html`<ul class="carousel" tabindex="0" aria-label=${t("carousel", { count: cards.length })}>${cards.map(
    (card, index) => html`<li key=${index} class="carousel-card">
      <${Head} header=${card.header} id=${`${id}.${index}`} />
      ${card.text && html`<span class="carousel-words"><${RichText} text=${String(card.text)} /></span>`}
      ${(card.buttons ?? []).map(ofTemplate).map(({ icon, text }, n) => html`<span key=${n} class="carousel-button">${icon && html`<${Icon} name=${icon} size=${15} />`} ${text}</span>`)}
    </li>`,
  )}</ul>`;
}
