/** Files before they go: each looked at, given words, taken out or sent as something else. */
import { useEffect, useRef } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { CAPTION, hasCaption, MOST, MOST_AT_ONCE } from "../../../logic/attaching.js";
import { fileSize } from "../../../logic/files.js";
import { length } from "../../../logic/outbox.js";
import * as desk from "../../../store/desk.js";
import * as drafts from "../../../store/drafts.js";
import * as replying from "../../../store/replying.js";
import * as trays from "../../../store/tray.js";
import { Icon } from "../../parts/icon.js";
import { Large, Thumb } from "./picked.js";

/** @typedef {import("../../../store/tray.js").Picked} Picked */

/** @param {{id: string, later: boolean}} props  `later`: nothing may be said now, so it goes when the guest writes */
export function Tray({ id, later }) {
  const { picked, at, left } = trays.trayOf(id);
  const one = picked[at];
  if (!one) return null;
  function leave() {
    const words = picked.map((each) => each.caption.trim()).filter(Boolean).join("\n");
    trays.empty(id);
    if (words) drafts.giveBack(id, words);
  }
  /** @param {import("../../../types.js").Schedule} [schedule] */
  const send = (schedule) => trays.send(id, { ...replying.take(id), ...(schedule ? { schedule } : {}) });
  return html`<section class="tray" aria-label=${t("tray")} onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && leave()}>
    <header class="tray-head">
      <button type="button" class="icon-button" aria-label=${t("tray-leave")} title=${t("tray-leave")} onClick=${leave}><${Icon} name="close" /></button>
      <span class="tray-name"><bdi dir="auto">${one.name}</bdi><small>${fileSize(one.size, language.value)}</small></span>
      <${As} id=${id} one=${one} />
    </header>
    <${Large} one=${one} onSize=${(/** @type {any} */ size) => trays.change(id, one.key, size)} />
    ${one.flaw && html`<p class="tray-flaw" role="alert"><${Icon} name="alert" size=${18} /> ${t(one.flaw, { most: fileSize(MOST[one.kind], language.value) })}</p>`}
    ${left > 0 && html`<p class="tray-flaw">${t("tray-too-many", { most: MOST_AT_ONCE })}</p>`}
    <${Caption} key=${one.key} id=${id} one=${one} later=${later} ready=${picked.some((each) => !each.flaw)} many=${picked.length} onSend=${send} />
    <${Strip} id=${id} picked=${picked} at=${at} />
  </section>`;
}

/** A photo may go as a document, with nothing of it lost; a WebP as a sticker. @param {{id: string, one: Picked}} props */
function As({ id, one }) {
  if (one.kinds.length < 2) return null;
  return html`<span class="tray-as" role="group" aria-label=${t("tray-as")}>${one.kinds.map((kind) => html`<button key=${kind} type="button" class="chip" aria-pressed=${one.kind === kind ? "true" : "false"} onClick=${() => trays.change(id, one.key, { kind })}>${t(`kind-${kind}`)}</button>`)}</span>`;
}

/** @param {{id: string, one: Picked, later: boolean, ready: boolean, many: number, onSend: (schedule?: import("../../../types.js").Schedule) => void}} props */
function Caption({ id, one, later, ready, many, onSend }) {
  const box = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const may = hasCaption(one.kind);
  useEffect(() => box.current?.focus({ preventScroll: true }), [may]);
  const left = CAPTION - length(one.caption.trim());
  const ok = ready && left >= 0;
  const go = (/** @type {any} */ schedule) => ok && onSend(later ? { when: "guest_writes" } : schedule);
  function pressed(/** @type {KeyboardEvent} */ event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    go(undefined);
  }
  return html`<div class="tray-foot">
    ${may ? html`<div class=${`composer-box ${left < 0 ? "over" : ""}`}>
        <textarea ref=${box} id="caption" rows="1" dir="auto" value=${one.caption} placeholder=${t("caption")} aria-label=${t("caption")} enterkeyhint="send" onInput=${(/** @type {any} */ event) => trays.change(id, one.key, { caption: event.currentTarget.value })} onKeyDown=${pressed}></textarea>
        ${left < 100 && html`<span class="composer-count" role="status">${t(left < 0 ? "caption-over" : "composer-left", { count: Math.abs(left) })}</span>`}
      </div>` : html`<p class="tray-no-words">${t("caption-none")}</p>`}
    ${!later && html`<button type="button" class="icon-button" disabled=${!ok} aria-label=${t("send-later")} title=${t("send-later")} onClick=${() => desk.open("schedule", { choose: onSend })}><${Icon} name="clock" size=${22} /></button>`}
    <button type="button" class="send" disabled=${!ok} aria-label=${t("tray-send", { count: many })} title=${t("tray-send", { count: many })} onClick=${() => go(undefined)}><${Icon} name="send" size=${22} />${many > 1 && html`<b class="send-many" aria-hidden="true">${many}</b>`}</button>
  </div>`;
}

/** @param {{id: string, picked: Picked[], at: number}} props */
function Strip({ id, picked, at }) {
  const picker = useRef(/** @type {HTMLInputElement|null} */ (null));
  function more(/** @type {any} */ event) {
    trays.add(id, [...event.currentTarget.files].map((file) => ({ bytes: file, name: file.name })));
    event.currentTarget.value = "";
  }
  return html`<div class="tray-strip">
    ${picked.map((one, index) => html`<span key=${one.key} class=${`tray-thumb ${index === at ? "now" : ""} ${one.flaw ? "flawed" : ""}`}>
      <button type="button" class="tray-look" aria-label=${t("tray-look", { name: one.name })} aria-current=${index === at ? "true" : undefined} onClick=${() => trays.look(id, index)}><${Thumb} one=${one} /></button>
      <button type="button" class="tray-out" aria-label=${t("tray-out", { name: one.name })} onClick=${() => trays.remove(id, one.key)}><${Icon} name="close" size=${13} /></button>
    </span>`)}
    <button type="button" class="tray-more" aria-label=${t("tray-more")} title=${t("tray-more")} onClick=${() => picker.current?.click()}><${Icon} name="plus" size=${22} /></button>
    <input type="file" hidden multiple ref=${picker} onChange=${more} aria-label=${t("tray-more")} />
  </div>`;
}
