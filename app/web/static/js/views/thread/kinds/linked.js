/** A file that Meta fetches from an address: we never fetch it, so its address is all there is to show. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { hostOf, webLink } from "../../../logic/links.js";
import { Icon } from "../../parts/icon.js";

/** @param {{icon: string, link: unknown, name?: string}} props */
export function Linked({ icon, link, name }) {
  const href = webLink(link);
  return html`<a class="linked" href=${href ?? undefined} target="_blank" rel="noopener noreferrer nofollow"><span class="file-sign grey" aria-hidden="true"><${Icon} name=${icon} size=${24} /></span><span class="file-words"><bdi class="file-name">${name || t(`kind-${icon}`)}</bdi><span class="file-note"><bdi>${href ? hostOf(href) : ""}</bdi></span></span></a>`;
}
