/** What a guest wants to buy: each thing, how many, and what it comes to. */
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { money } from "../../../logic/money.js";
import { Icon } from "../../parts/icon.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function OrderKind({ message }) {
  const { order = {}, text } = message.content;
  const items = Array.isArray(order.items) ? order.items : [];
  return html`<div class="order">
    <span class="filled-head"><${Icon} name="bag" size=${18} /> <strong>${t("order-of", { count: items.length })}</strong></span>
    <ul>
      ${items.map((/** @type {any} */ item, /** @type {number} */ index) => html`<li key=${index}><${Item} item=${item} /></li>`)}
    </ul>
    ${(order.totals ?? []).map((/** @type {any} */ total) => html`<p class="order-total" key=${total.currency}><span>${t("order-total")}</span><strong>${money(total.amount, total.currency, language.value)}</strong></p>`)}
    ${text && html`<${RichText} text=${text} />`}
  </div>`;
}

/** @param {{item: any}} props */
function Item({ item }) {
  const each = money(item.price?.amount, item.price?.currency, language.value);
  const all = money(item.price?.amount * item.quantity, item.price?.currency, language.value);
  return html`<span class="order-count">${item.quantity}×</span>
    <span class="order-thing"><bdi>${item.product_retailer_id}</bdi>${item.quantity > 1 && each && html`<small>${t("order-each", { price: each })}</small>`}</span>
    <span class="order-price">${all}</span>`;
}
