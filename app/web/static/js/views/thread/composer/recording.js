/** A voice being recorded: how long, how loud, and thrown away, listened to or sent. */
import { useEffect, useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { duration } from "../../../logic/files.js";
import * as recorder from "../../../store/recorder.js";
import * as replying from "../../../store/replying.js";
import { Icon } from "../../parts/icon.js";
import { Replying } from "./replying.js";

const BARS = 80;

/** @param {{id: string}} props */
export function Recording({ id }) {
  const state = recorder.state.value;
  const first = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => first.current?.focus(), [state === "asking"]);
  // Who leaves the conversation leaves the recording.
  useEffect(() => recorder.discard, [id]);
  function pressed(/** @type {KeyboardEvent} */ event) {
    if (event.key === "Escape") recorder.discard();
  }
  return html`<div class="composer recording" onKeyDown=${pressed} role="group" aria-label=${t("recording")}>
    <${Replying} id=${id} />
    <button type="button" class="icon-button throw-away" aria-label=${t("record-discard")} title=${t("record-discard")} onClick=${recorder.discard}><${Icon} name="trash" size=${22} /></button>
    ${state === "asking" || state === "refused" ? html`<p class="recording-words" role="status">${t(state === "asking" ? "record-asking" : "record-refused")}</p>` : html`<${Take} state=${state} />`}
    ${(state === "recording" || state === "paused") && html`<button type="button" class="send" ref=${first} aria-label=${t("send")} title=${t("send")} onClick=${() => recorder.send(replying.take(id))}><${Icon} name="send" size=${22} /></button>`}
  </div>`;
}

/** @param {{state: string}} props */
function Take({ state }) {
  const running = state === "recording";
  return html`<div class=${`take ${state}`}>
      <span class="take-dot" aria-hidden="true"></span>
      <span class="take-length" role="timer" aria-label=${t("recording-length", { length: duration(recorder.lengthMs.value / 1000) })}>${duration(recorder.lengthMs.value / 1000)}</span>
      <${Levels} />
      ${!running && html`<${Listen} />`}
    </div>
    <button type="button" class="icon-button" aria-label=${t(running ? "record-pause" : "record-go-on")} title=${t(running ? "record-pause" : "record-go-on")} onClick=${running ? recorder.pause : recorder.goOn}><${Icon} name=${running ? "pause" : "microphone"} size=${22} /></button>`;
}

function Levels() {
  const seen = recorder.levels.value;
  const bars = [...Array(Math.max(0, BARS - seen.length)).fill(0), ...seen];
  return html`<span class="take-levels" aria-hidden="true">${bars.map((level, index) => html`<i key=${index} style=${{ "--level": level }}></i>`)}</span>`;
}

function Listen() {
  const [sound, setSound] = useState(/** @type {HTMLAudioElement|null} */ (null));
  useEffect(() => () => sound?.pause(), [sound]);
  function listen() {
    if (sound) {
      sound.pause();
      return setSound(null);
    }
    const url = URL.createObjectURL(recorder.soFar());
    const fresh = new Audio(url);
    fresh.onended = fresh.onpause = () => {
      URL.revokeObjectURL(url);
      setSound(null);
    };
    setSound(fresh);
    return fresh.play().catch(() => setSound(null));
  }
  return html`<button type="button" class="icon-button small" aria-label=${t(sound ? "record-silence" : "record-listen")} title=${t(sound ? "record-silence" : "record-listen")} onClick=${listen}><${Icon} name=${sound ? "pause" : "play"} size=${20} /></button>`;
}
