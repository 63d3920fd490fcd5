/** Something to hear, a recorded voice above all: a button, a line to slide on, the time, and how fast. */
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { duration, fileName } from "../../../logic/files.js";
import { mediaPath } from "../../../logic/links.js";
import * as player from "../../../store/player.js";
import { download } from "../../../store/media.js";
import { Icon } from "../../parts/icon.js";
import { Linked } from "./linked.js";
import { Carrying } from "../media/local.js";
import { Downloading, Failed } from "../media/states.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function AudioKind({ message }) {
  const { media, media_url: path, voice, filename } = message.content;
  const name = voice ? t("kind-voice") : fileName(filename) || t("kind-audio");
  const ready = media?.state === "ready" && mediaPath(path);
  if (message.content.link && !media) return html`<${Linked} icon="audio" link=${message.content.link} />`;
  return html`<div class=${`audio ${voice ? "voice" : ""}`} role="group" aria-label=${name}>
    <span class="audio-sign"><${Icon} name=${voice ? "microphone" : "audio"} size=${20} /></span>
    ${ready ? html`<${Player} id=${message.id} path=${path} media=${media} name=${name} />` : html`<span class="audio-body">${media?.state === "failed" ? html`<${Failed} media=${media} />` : media?.state === "local" ? html`<${OnItsWay} message=${message} />` : html`<${Downloading} />`}</span>`}
  </div>`;
}

/** @param {{message: import("../../../types.js").Message}} props */
function OnItsWay({ message }) {
  const { media } = message.content;
  return html`<span class="audio-leaving"><${Carrying} message=${message} /><span>${media.duration_ms ? duration(media.duration_ms / 1000) : fileName(media.name)}</span></span>`;
}

/** @param {{id: string, path: string, media: any, name: string}} props */
function Player({ id, path, media, name }) {
  const mine = player.track.value === id;
  const state = mine ? player.state.value : "idle";
  const said = typeof media.duration_ms === "number" ? media.duration_ms / 1000 : 0;
  const length = said || (mine ? player.length.value : 0);
  const at = mine ? Math.min(player.at.value, length || player.at.value) : 0;
  if (state === "failed") return html`<${Unheard} path=${path} name=${name} onAgain=${() => player.toggle(id, path)} />`;
  const playing = state === "playing" || state === "loading";
  return html`<button type="button" class="audio-toggle" data-state=${state} aria-label=${t(playing ? "audio-pause" : "audio-play", { name })} onClick=${() => player.toggle(id, path)}>
      ${state === "loading" ? html`<span class="spinner" aria-hidden="true"></span>` : html`<${Icon} name=${playing ? "pause" : "play"} size=${22} />`}
    </button>
    <span class="audio-body">
      <input class="audio-line" type="range" min="0" max=${Math.max(length, 0.1)} step="0.1" value=${at} disabled=${!mine || state === "loading"} aria-label=${t("audio-place")}
        aria-valuetext=${t("audio-at", { at: duration(at), length: duration(length) })} style=${{ "--done": `${length > 0 ? (at / length) * 100 : 0}%` }}
        onInput=${(/** @type {any} */ event) => player.seek(id, Number(event.currentTarget.value))} />
      <span class="audio-time">${duration(mine && at > 0 ? at : length)}</span>
    </span>
    <button type="button" class=${`audio-speed ${mine ? "" : "resting"}`} aria-label=${t("audio-speed", { speed: speedWords() })} onClick=${player.nextSpeed}>${speedWords()}×</button>`;
}

const speedWords = () => new Intl.NumberFormat(language.value).format(player.speed.value);

/** Some browsers cannot play every recording; then it can be kept. @param {{path: string, name: string, onAgain: () => void}} props */
function Unheard({ path, name, onAgain }) {
  return html`<span class="audio-body audio-unheard">
    <span>${t("media-not-heard")}</span>
    <span>
      <button type="button" class="secondary small" onClick=${onAgain}><${Icon} name="retry" size=${14} /> ${t("try-again")}</button>
      <button type="button" class="secondary small" onClick=${() => download(path, name).catch(() => undefined)}><${Icon} name="download" size=${14} /> ${t("download")}</button>
    </span>
  </span>`;
}
