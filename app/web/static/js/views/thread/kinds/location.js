/** A place: its name and address, or where it lies; maps are opened elsewhere, by who wants to. */
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { hostOf, webLink } from "../../../logic/links.js";
import { coordinates, mapLink } from "../../../logic/spots.js";
import { Icon } from "../../parts/icon.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function LocationKind({ message }) {
  const { content } = message;
  const where = coordinates(content, language.value);
  const map = mapLink(content);
  const site = webLink(content.url);
  return html`<div class="place">
    <span class="place-map" aria-hidden="true"><span class="place-pin"><${Icon} name="pin" size=${30} /></span></span>
    <span class="place-words">
      <strong dir="auto">${content.name || t("kind-location")}</strong>
      ${content.address && html`<span dir="auto">${content.address}</span>`}
      ${where && html`<span class="place-where">${where}</span>`}
    </span>
    ${map && html`<a class="card-act" href=${map} target="_blank" rel="noopener noreferrer"><${Icon} name="pin" size=${16} /> ${t("place-map")}</a>`}
    ${site && html`<a class="card-act" href=${site} target="_blank" rel="noopener noreferrer nofollow"><${Icon} name="link" size=${16} /> <bdi>${hostOf(site)}</bdi></a>`}
  </div>`;
}
