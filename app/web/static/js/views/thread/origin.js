/** Where a message came from: of whom in a group, forwarded, from an advertisement, asking after a product. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { hostOf, webLink } from "../../logic/links.js";
import { hue, phoneOf } from "../../logic/names.js";
import { Icon } from "../parts/icon.js";

/** @param {{message: import("../../types.js").Message}} props */
export function Origin({ message }) {
  const { participant, forwarded, frequently_forwarded: often, referral, referred_product: product } = message.content ?? {};
  return html`${participant && html`<${Participant} participant=${participant} />`}
    ${(forwarded || often) && html`<span class="forwarded"><${Icon} name="forward" size=${14} /> ${t(often ? "forwarded-often" : "forwarded")}</span>`}
    ${referral && html`<${Advertisement} referral=${referral} />`}
    ${product && html`<${Product} product=${product} />`}`;
}

/** @param {{participant: any}} props */
function Participant({ participant }) {
  const name = participant.name || phoneOf(participant) || t("guest-unnamed");
  return html`<strong class="participant" style=${{ "--hue": hue(String(participant.contact_id ?? name)) }}><bdi dir="auto">${name}</bdi></strong>`;
}

/** The picture of an advertisement lies with Meta, and is not fetched from there. @param {{referral: any}} props */
function Advertisement({ referral }) {
  const link = webLink(referral.source_url);
  return html`<aside class="referral">
    <span class="referral-from"><${Icon} name="megaphone" size=${15} /> ${t(referral.source_type === "post" ? "referral-post" : "referral-ad")}</span>
    ${referral.headline && html`<strong dir="auto">${referral.headline}</strong>`}
    ${referral.body && html`<span class="referral-body" dir="auto">${referral.body}</span>`}
    ${link && html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow"><bdi>${hostOf(link)}</bdi></a>`}
  </aside>`;
}

/** @param {{product: any}} props */
function Product({ product }) {
  return html`<aside class="referral product">
    <span class="referral-from"><${Icon} name="bag" size=${15} /> ${t("product-asked")}</span>
    <strong><bdi>${product.product_retailer_id}</bdi></strong>
  </aside>`;
}
