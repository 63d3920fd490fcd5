/** A film: its first picture, and the browser's own player once somebody wants to see it. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { boxOf, duration } from "../../../logic/files.js";
import { mediaPath } from "../../../logic/links.js";
import * as player from "../../../store/player.js";
import { Icon } from "../../parts/icon.js";
import { useAddress } from "../media/address.js";
import { Frame } from "../media/frame.js";
import { Carrying, useLocalUrl } from "../media/local.js";
import { NotShown } from "../media/states.js";
import { Caption } from "./caption.js";
import { Linked } from "./linked.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function VideoKind({ message }) {
  const [wanted, setWanted] = useState(false);
  const { content } = message;
  const { media } = content;
  const local = useLocalUrl(message);
  if (content.link && !media) return html`<${Linked} icon="video" link=${content.link} /><${Caption} content=${content} />`;
  if (message.local) return html`<${Begun} message=${message} local=${local} /><${Caption} content=${content} />`;
  if (wanted && media?.state === "ready") return html`<${Film} media=${media} path=${content.media_url} /><${Caption} content=${content} />`;
  const length = media?.duration_ms ? duration(media.duration_ms / 1000) : "";
  return html`<${Frame} media=${media} path=${media?.thumbnail_url ?? null} alt="">
      <button type="button" class="film-start" aria-label=${t("video-play", { length })} onClick=${() => setWanted(true)}><span class="film-sign"><${Icon} name="play" size=${28} /></span></button>
      ${length && html`<span class="film-length" aria-hidden="true"><${Icon} name="video" size=${14} /> ${length}</span>`}
    <//>
    <${Caption} content=${content} />`;
}

/** On its way: its first picture, from this browser. @param {{message: import("../../../types.js").Message, local: string|null}} props */
function Begun({ message, local }) {
  const { media } = message.content;
  const { width, height } = boxOf(media?.width, media?.height);
  return html`<span class="frame film" style=${{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}>${local && html`<video src=${local} muted playsinline preload="metadata" aria-hidden="true"></video>`}<${Carrying} message=${message} /></span>`;
}

/** @param {{media: any, path: string}} props */
function Film({ media, path }) {
  const { url, failed, broken, again } = useAddress(mediaPath(path), true);
  const { width, height } = boxOf(media.width, media.height);
  return html`<span class="frame film" style=${{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}>
    ${url && html`<video src=${url} controls autoplay playsinline preload="metadata" aria-label=${t("kind-video")} onPlay=${player.pause} onError=${broken}></video>`}
    ${failed && html`<${NotShown} onAgain=${again} />`}
  </span>`;
}
