/** One picture as large as the screen, and from there to the others of the conversation. */
import { useEffect, useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { when } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { fileName } from "../../../logic/files.js";
import { inlinePicture, mediaPath } from "../../../logic/links.js";
import { enlarged, pictures } from "../../../store/lightbox.js";
import { download } from "../../../store/media.js";
import { Icon } from "../../parts/icon.js";
import { useAddress } from "./address.js";
import { NotShown } from "./states.js";

/** @param {{messages: import("../../../types.js").Message[]}} props */
export function Lightbox({ messages }) {
  const all = pictures(messages);
  const place = all.findIndex((message) => message.id === enlarged.value);
  useEffect(() => () => void (enlarged.value = null), []);
  const message = all[place];
  if (!message) return null;
  const go = (/** @type {number} */ by) => {
    const next = all[place + by];
    if (next) enlarged.value = next.id;
  };
  return html`<${Open} message=${message} before=${place > 0} after=${place < all.length - 1} go=${go} />`;
}

/** @param {{message: import("../../../types.js").Message, before: boolean, after: boolean, go: (by: number) => void}} props */
function Open({ message, before, after, go }) {
  const box = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => box.current?.showModal(), []);
  const close = () => {
    enlarged.value = null;
    document.querySelector(`[data-message-id="${CSS.escape(message.id)}"] .picture`)?.focus({ preventScroll: true });
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowLeft") go(-1);
    if (event.key === "ArrowRight") go(1);
  };
  const { caption, media } = message.content;
  const name = fileName(message.content.filename) || `${t("kind-image")} ${message.created_at.slice(0, 10)}`;
  return html`<dialog class="lightbox" ref=${box} aria-label=${caption || t("kind-image")} onClose=${close} onKeyDown=${pressed}>
    <header class="lightbox-head">
      <span>${when(Date.parse(message.created_at))}</span>
      <button type="button" class="icon-button" aria-label=${t("download")} title=${t("download")} onClick=${() => download(message.content.media_url, name).catch(() => undefined)}><${Icon} name="download" /></button>
      <button type="button" class="icon-button" aria-label=${t("close")} title=${t("close")} onClick=${close}><${Icon} name="close" /></button>
    </header>
    <${Large} key=${message.id} media=${media} path=${message.content.media_url} alt=${caption || t("kind-image")} onBeside=${close} />
    <button type="button" class="lightbox-step previous" aria-label=${t("picture-previous")} disabled=${!before} onClick=${() => go(-1)}><${Icon} name="previous" size=${26} /></button>
    <button type="button" class="lightbox-step next" aria-label=${t("picture-next")} disabled=${!after} onClick=${() => go(1)}><${Icon} name="next" size=${26} /></button>
    ${caption && html`<p class="lightbox-caption" dir="auto">${caption}</p>`}
  </dialog>`;
}

/** @param {{media: any, path: string, alt: string, onBeside: () => void}} props */
function Large({ media, path, alt, onBeside }) {
  const { url, failed, broken, again } = useAddress(mediaPath(path), true);
  const [loaded, setLoaded] = useState(false);
  const preview = inlinePicture(media?.preview);
  return html`<div class="lightbox-stage" onClick=${(/** @type {Event} */ event) => event.target === event.currentTarget && onBeside()}>
    ${preview && !loaded && html`<img class="lightbox-blur" src=${preview} alt="" style=${{ aspectRatio: `${media.width} / ${media.height}` }} />`}
    ${url && html`<img class=${`lightbox-picture ${loaded ? "loaded" : ""}`} src=${url} alt=${alt} referrerpolicy="no-referrer" onLoad=${() => setLoaded(true)} onError=${broken} />`}
    ${failed && html`<${NotShown} onAgain=${again} />`}
  </div>`;
}
