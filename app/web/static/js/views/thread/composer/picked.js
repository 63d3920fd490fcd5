/** A picked file as it looks, large and small; the browser shows what it can, of the rest the name says what it is. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { endingOf, fileSize } from "../../../logic/files.js";
import { Icon } from "../../parts/icon.js";

/** @typedef {import("../../../store/tray.js").Picked} Picked */

const ICONS = /** @type {Record<string, string>} */ ({ image: "image", sticker: "sticker", video: "video", audio: "audio", document: "document" });

const isPicture = (/** @type {Picked} */ { type }) => type.startsWith("image/");

/** @param {{one: Picked, onSize: (size: {width: number, height: number}) => void}} props */
export function Large({ one, onSize }) {
  return html`<div class=${`tray-large ${one.kind}`} key=${one.key}><${Shown} one=${one} onSize=${onSize} /></div>`;
}

/** @param {{one: Picked, onSize: (size: {width: number, height: number}) => void}} props */
function Shown({ one, onSize }) {
  const [blind, setBlind] = useState(false);
  const measured = (/** @type {any} */ { currentTarget: el }) => {
    const [width, height] = [el.naturalWidth ?? el.videoWidth, el.naturalHeight ?? el.videoHeight];
    if (width && height && one.width !== width) onSize({ width, height });
  };
  if (!blind && isPicture(one)) return html`<img src=${one.url} alt=${one.name} onLoad=${measured} onError=${() => setBlind(true)} />`;
  if (!blind && one.kind === "video") return html`<video src=${one.url} controls playsinline aria-label=${one.name} onLoadedMetadata=${measured} onError=${() => setBlind(true)}></video>`;
  if (!blind && one.kind === "audio") return html`<audio src=${one.url} controls aria-label=${one.name} onError=${() => setBlind(true)}></audio>`;
  return html`<span class="tray-blind"><${Icon} name=${ICONS[one.kind] ?? "document"} size=${56} /><b>${endingOf(one.name, one.type)}</b><span>${t("tray-no-preview")}</span><small>${fileSize(one.size, language.value)}</small></span>`;
}

/** @param {{one: Picked}} props */
export function Thumb({ one }) {
  const [blind, setBlind] = useState(false);
  if (isPicture(one) && !blind) return html`<img src=${one.url} alt="" onError=${() => setBlind(true)} />`;
  return html`<span class="tray-sign"><${Icon} name=${ICONS[one.kind] ?? "document"} size=${22} /><small>${endingOf(one.name, one.type)}</small></span>`;
}
