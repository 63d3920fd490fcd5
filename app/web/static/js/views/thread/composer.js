/** Where an answer is written: Enter sends, Shift and Enter breaks the line, and nothing begun is lost. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import { LIMIT, length } from "../../logic/outbox.js";
import { me } from "../../store/account.js";
import * as drafts from "../../store/drafts.js";
import { send } from "../../store/outbox.js";
import { pagesOf } from "../console/index.js";
import { Icon } from "../parts/icon.js";
import { useTyping } from "./typing_signal.js";
import { useWindow } from "./window_clock.js";

const COUNT_FROM = LIMIT - 500;

/** @param {{id: string, conversation: import("../../types.js").Conversation|undefined}} props */
export function Composer({ id, conversation }) {
  const until = conversation?.window_expires_at;
  const closed = useWindow(until).state === "closed";
  if (!me.value?.permissions.includes("chat")) return html`<div class="composer shut"><p>${t("composer-read-only")}</p></div>`;
  if (conversation?.contact?.group_id) return html`<div class="composer shut"><p>${t("composer-group")}</p></div>`;
  if (closed)
    return html`<div class="composer shut" role="status">
      <${Icon} name="clock" size=${18} />
      <p><strong>${t("composer-closed", { moment: when(Date.parse(until ?? "")) })}</strong> ${t("composer-closed-text")}</p>
    </div>`;
  return html`${conversation?.number?.can_send === false && html`<${CannotSend} number=${conversation.number} />`}<${Writing} id=${id} />`;
}

/** What is written waits; who looks after the numbers finds the way to the trouble. @param {{number: {id: string}}} props */
function CannotSend({ number }) {
  const runs = pagesOf(me.value).some((page) => page.path === "numbers");
  return html`<p class="composer-notice" role="status">
    <${Icon} name="alert" size=${18} />
    <span><strong>${t("composer-cannot-send")}</strong> ${t("composer-cannot-send-text")}</span>
    ${runs && html`<a href=${consoleAddress("numbers", number.id)}>${t("composer-see-number")}</a>`}
  </p>`;
}

/** @param {{id: string}} props */
function Writing({ id }) {
  const [text, setText] = useDraft(id);
  const box = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const typing = useTyping(id);
  const left = LIMIT - length(text.trim());
  const ready = text.trim() !== "" && left >= 0;
  useFocus(box);
  useGrowth(box, text);

  function write(/** @type {string} */ next) {
    setText(next);
    typing.write(next);
  }
  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    if (!ready) return;
    send(id, text.trim());
    write("");
    box.current?.focus();
  }
  function pressed(/** @type {KeyboardEvent} */ event) {
    // While a letter is being composed (accents, other scripts) Enter belongs to the keyboard.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  }
  return html`<form class="composer" onSubmit=${submit}>
    <div class=${`composer-box ${left < 0 ? "over" : ""}`}>
      <textarea id="composer" ref=${box} rows="1" value=${text} placeholder=${t("composer-placeholder")} aria-label=${t("composer-placeholder")} enterkeyhint="send" dir="auto"
        aria-describedby="composer-count" onInput=${(/** @type {any} */ event) => write(event.currentTarget.value)} onKeyDown=${pressed} onBlur=${typing.stop}></textarea>
      <span class="composer-count" id="composer-count" role="status">${left <= LIMIT - COUNT_FROM && t(left < 0 ? "composer-over" : "composer-left", { count: Math.abs(left) })}</span>
    </div>
    <button class="send" type="submit" disabled=${!ready} aria-label=${t("send")} title=${t("send")}><${Icon} name="send" size=${22} /></button>
  </form>`;
}

/** The text begun here, kept at each key. @param {string} id @returns {[string, (text: string) => void]} */
function useDraft(id) {
  const [text, setText] = useState(() => drafts.draftOf(id));
  const back = drafts.returned.value;
  useEffect(() => {
    if (back?.conversationId !== id) return;
    setText(back.text);
    drafts.returned.value = null;
  }, [back]);
  useEffect(() => () => drafts.show(), []);
  return [
    text,
    (next) => {
      setText(next);
      drafts.keep(id, next);
    },
  ];
}

/** Ready to write where there is a keyboard; on a phone it would only raise one over what is to be read. @param {{current: HTMLTextAreaElement|null}} box */
function useFocus(box) {
  useEffect(() => {
    if (matchMedia("(hover: hover)").matches) box.current?.focus({ preventScroll: true });
  }, []);
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
