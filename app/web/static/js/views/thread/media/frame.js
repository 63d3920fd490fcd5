/** The box of a picture: its size is known from the first moment, its colours come blurred, then sharp. */
import { useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { boxOf } from "../../../logic/files.js";
import { inlinePicture, mediaPath } from "../../../logic/links.js";
import { useAddress, useSeen } from "./address.js";
import { Downloading, Failed, NotShown } from "./states.js";

/** @param {{media: any, alt: string, path?: string|null, local?: string|null, children?: any}} props  `path` null: the blurred picture is all there is; `local`: the file lies in this page */
export function Frame({ media, alt, path, local, children }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const seen = useSeen(box);
  const ready = media?.state === "ready";
  const asked = useAddress(ready && !local ? mediaPath(path) : null, seen);
  const { url, failed, broken, again } = local ? { ...asked, url: local, failed: false } : asked;
  const [loaded, setLoaded] = useState(false);
  const { width, height } = boxOf(media?.width, media?.height);
  const preview = inlinePicture(media?.preview);
  if (media?.state === "failed" && !preview) return html`<span class="frame-none"><${Failed} media=${media} /></span>`;
  return html`<span class="frame" ref=${box} style=${{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}>
    ${preview && !loaded && html`<img class="frame-blur" src=${preview} alt="" />`}
    ${url && html`<img class=${`frame-picture ${loaded ? "loaded" : ""}`} src=${url} alt=${alt} referrerpolicy="no-referrer" decoding="async" draggable=${false} onLoad=${() => setLoaded(true)} onError=${broken} />`}
    ${media?.state !== "local" && state(media, failed, again)}
    ${(ready || media?.state === "local") && children}
  </span>`;
}

/** @param {any} media @param {boolean} failed @param {() => void} again */
function state(media, failed, again) {
  if (media?.state === "failed") return html`<${Failed} media=${media} />`;
  if (media?.state !== "ready") return html`<${Downloading} />`;
  return failed && html`<${NotShown} onAgain=${again} />`;
}
