/** A sticker: small, without a bubble around it. */
import { useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { inlinePicture, mediaPath } from "../../../logic/links.js";
import { useAddress, useSeen } from "../media/address.js";
import { Carrying, useLocalUrl } from "../media/local.js";
import { Downloading, Failed, NotShown } from "../media/states.js";
import { Linked } from "./linked.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function StickerKind({ message }) {
  const { link, media } = message.content;
  if (link && !media) return html`<${Linked} icon="sticker" link=${link} />`;
  return html`<${Picture} message=${message} />`;
}

/** @param {{message: import("../../../types.js").Message}} props */
function Picture({ message }) {
  const { media, media_url: path } = message.content;
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const seen = useSeen(box);
  const ready = media?.state === "ready";
  const local = useLocalUrl(message);
  const asked = useAddress(ready && !local ? mediaPath(path) : null, seen);
  const { url, failed, broken, again } = local ? { ...asked, url: local, failed: false } : asked;
  const [loaded, setLoaded] = useState(false);
  const preview = inlinePicture(media?.preview);
  return html`<span class="sticker" ref=${box}>
    ${preview && !loaded && html`<img class="frame-blur" src=${preview} alt="" />`}
    ${url && html`<img class="sticker-picture" src=${url} alt=${t("kind-sticker")} referrerpolicy="no-referrer" onLoad=${() => setLoaded(true)} onError=${broken} />`}
    ${media?.state === "failed" ? html`<${Failed} media=${media} />` : !ready && !local && html`<${Downloading} />`}
    <${Carrying} message=${message} />
    ${failed && html`<${NotShown} onAgain=${again} />`}
  </span>`;
}
