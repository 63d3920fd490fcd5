/** The head of a template or of something asked: a line, a picture, a film, a document or a place. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { endingOf, fileName } from "../../../logic/files.js";
import { hostOf, mediaPath } from "../../../logic/links.js";
import * as player from "../../../store/player.js";
import { download } from "../../../store/media.js";
import { Icon } from "../../parts/icon.js";
import { useAddress } from "../media/address.js";
import { Frame } from "../media/frame.js";

/** @typedef {{type?: string, text?: string, media?: any, media_url?: string, link?: string, filename?: string, location?: any, local?: string}} Header  `local`: it lies in this page */

/** Meta's own shape has the file under its type's name; a template's has it at hand. @param {any} said @returns {Header} */
function flat(said) {
  const type = String(said.type ?? "text").toLowerCase();
  return { ...said, ...(typeof said[type] === "object" ? said[type] : {}), type };
}

/** @param {{header: any, id: string}} props */
export function Head({ header }) {
  if (!header) return null;
  const head = flat(header);
  if (head.type === "text") return html`<strong class="head-line" dir="auto">${head.text}</strong>`;
  if (head.type === "image") return html`<span class="head-file"><${Picture} head=${head} /></span>`;
  if (head.type === "video") return html`<span class="head-file"><${Film} head=${head} /></span>`;
  if (head.type === "location") return html`<${Spot} place=${head.location ?? head} />`;
  return html`<${Paper} head=${head} />`;
}

/** @param {{head: Header}} props */
function Picture({ head }) {
  if (head.local) return html`<img class="head-local" src=${head.local} alt=${t("kind-image")} />`;
  if (!head.media) return html`<${Elsewhere} icon="image" head=${head} />`;
  return html`<${Frame} media=${head.media} path=${head.media.thumbnail_url ?? head.media_url} alt=${t("kind-image")} />`;
}

/** @param {{head: Header}} props */
function Film({ head }) {
  const { url } = useAddress(head.media?.state === "ready" ? mediaPath(head.media_url) : null, true);
  if (!url) return html`<${Elsewhere} icon="video" head=${head} />`;
  return html`<video class="head-film" src=${url} controls playsinline preload="metadata" aria-label=${t("kind-video")} onPlay=${player.pause}></video>`;
}

/** A file that Meta fetches itself is never fetched by us. @param {{icon: string, head: Header}} props */
function Elsewhere({ icon, head }) {
  return html`<span class="head-blank"><${Icon} name=${icon} size=${32} />${head.link && html`<small><bdi>${hostOf(head.link)}</bdi></small>`}</span>`;
}

/** @param {{head: Header}} props */
function Paper({ head }) {
  const name = fileName(head.filename) || t("kind-document");
  const path = head.media?.state === "ready" ? mediaPath(head.media_url) : null;
  const inner = html`<span class="file-sign grey" aria-hidden="true"><${Icon} name="document" size=${22} /><b>${endingOf(name, head.media?.mime_type)}</b></span><span class="file-words"><bdi class="file-name" dir="auto">${name}</bdi></span>`;
  if (!path) return html`<span class="file">${inner}</span>`;
  return html`<button type="button" class="file" aria-label=${t("download-name", { name })} onClick=${() => download(path, name).catch(() => undefined)}>${inner}<span class="file-get"><${Icon} name="download" /></span></button>`;
}

/** @param {{place: any}} props */
function Spot({ place }) {
  return html`<span class="head-spot"><span class="place-map" aria-hidden="true"><span class="place-pin"><${Icon} name="pin" size=${30} /></span></span>${place?.name && html`<strong dir="auto">${place.name}</strong>`}${place?.address && html`<small dir="auto">${place.address}</small>`}</span>`;
}
