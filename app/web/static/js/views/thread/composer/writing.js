/** Where an answer is written: Enter sends, Shift and Enter breaks the line, and nothing begun is lost. */
import { useEffect, useRef } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { textBody } from "../../../logic/bodies.js";
import { marked } from "../../../logic/marking.js";
import { LIMIT, length } from "../../../logic/outbox.js";
import * as desk from "../../../store/desk.js";
import { send } from "../../../store/outbox.js";
import * as recorder from "../../../store/recorder.js";
import * as replying from "../../../store/replying.js";
import * as tray from "../../../store/tray.js";
import { EmojiButton } from "../../parts/emoji.js";
import { Icon } from "../../parts/icon.js";
import { AttachMenu } from "./attach_menu.js";
import { filesOf } from "./dropping.js";
import { useDraft } from "./draft.js";
import { Replying } from "./replying.js";
import { useTyping } from "./typing_signal.js";

const COUNT_FROM = LIMIT - 500;

/** @param {{id: string, conversation: import("../../../types.js").Conversation|undefined, later: (() => void)|null}} props  `later`: nothing may be said now, so what is written goes when the guest writes */
export function Writing({ id, later }) {
  const [text, setText] = useDraft(id);
  const box = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const typing = useTyping(id);
  const left = LIMIT - length(text.trim());
  const ready = text.trim() !== "" && left >= 0;
  useFocus(box, tray.trayOf(id).picked.length > 0);
  useGrowth(box, text);

  function write(/** @type {string} */ next) {
    setText(next);
    if (!later) typing.write(next);
  }
  /** @param {import("../../../types.js").Schedule} [schedule] */
  function say(schedule) {
    if (!ready) return;
    send(id, { ...textBody(text.trim()), ...replying.take(id), ...(schedule ? { schedule } : {}) });
    write("");
    typing.stop();
    box.current?.focus();
  }
  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    say(later ? { when: "guest_writes" } : undefined);
  }
  function pressed(/** @type {KeyboardEvent} */ event) {
    // While a letter is being composed (accents, other scripts) Enter belongs to the keyboard.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) return submit(event);
    if (event.key === "Escape" && replying.targetOf(id)) return replying.drop(id);
    const next = marked(event, box.current);
    if (next !== null) write(next);
  }
  function put(/** @type {string} */ emoji) {
    const el = box.current;
    if (!el) return;
    el.setRangeText(emoji, el.selectionStart, el.selectionEnd, "end");
    write(el.value);
  }
  function pasted(/** @type {ClipboardEvent} */ event) {
    const files = filesOf(event.clipboardData);
    // A cell of a spreadsheet comes as words and as a picture of them: the words are meant.
    if (files.length === 0 || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    tray.add(id, files, { caption: text.trim() });
    write("");
  }
  return html`<form class=${`composer ${later ? "for-later" : ""}`} onSubmit=${submit}>
    <${Replying} id=${id} />
    ${later && html`<p class="later-note"><${Icon} name="clock" size=${16} /> <span>${t("later-note")}</span> <button type="button" onClick=${later}>${t("later-leave")}</button></p>`}
    <${AttachMenu} id=${id} limited=${Boolean(later)} onFiles=${(/** @type {any} */ files) => tray.add(id, files, { caption: text.trim() }) ?? write("")} />
    <div class=${`composer-box ${left < 0 ? "over" : ""}`}>
      <${EmojiButton} onChoose=${put} />
      <textarea id="composer" ref=${box} rows="1" value=${text} placeholder=${t(later ? "composer-placeholder-later" : "composer-placeholder")} aria-label=${t("composer-placeholder")} enterkeyhint="send" dir="auto"
        aria-describedby="composer-count" onInput=${(/** @type {any} */ event) => write(event.currentTarget.value)} onKeyDown=${pressed} onPaste=${pasted} onBlur=${typing.stop}></textarea>
      <span class="composer-count" id="composer-count" role="status">${left <= LIMIT - COUNT_FROM && t(left < 0 ? "composer-over" : "composer-left", { count: Math.abs(left) })}</span>
      ${text.trim() !== "" && !later && html`<button type="button" class="icon-button in-box" disabled=${!ready} aria-label=${t("send-later")} title=${t("send-later")} onClick=${() => desk.open("schedule", { choose: say })}><${Icon} name="clock" size=${20} /></button>`}
    </div>
    ${text.trim() === "" && !later && recorder.possible ? html`<button type="button" class="send quiet-send" aria-label=${t("record")} title=${t("record")} onClick=${() => recorder.start(id)}><${Icon} name="microphone" size=${22} /></button>` : html`<button class="send" type="submit" disabled=${!ready} aria-label=${t("send")} title=${t(later ? "send-when-guest-writes" : "send")}><${Icon} name=${later ? "clock" : "send"} size=${22} /></button>`}
  </form>`;
}

/** Ready to write where there is a keyboard; on a phone it would only raise one over what is to be read. @param {{current: HTMLTextAreaElement|null}} box @param {boolean} elsewhere  files are looked at just now */
function useFocus(box, elsewhere) {
  useEffect(() => {
    if (!elsewhere && matchMedia("(hover: hover)").matches) box.current?.focus({ preventScroll: true });
  }, [elsewhere]);
  const asked = replying.asked.value;
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);
}

/** For browsers that cannot grow a text field by style alone. @param {{current: HTMLTextAreaElement|null}} box @param {string} text */
function useGrowth(box, text) {
  useEffect(() => {
    const el = box.current;
    if (!el || CSS.supports("field-sizing", "content")) return;
    el.style.height = "auto";
    el.style.height = `${el.scrollHeight}px`;
  }, [text]);
}
