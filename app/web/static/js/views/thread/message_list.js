/** What was said, oldest above; more of it comes as one scrolls up, and new words below do not pull the eye down. */
import { useEffect, useMemo, useRef } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { dayName } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { entries } from "../../store/outbox.js";
import { markRead, visible } from "../../store/reading.js";
import { loadOlder } from "../../store/threads.js";
import { Icon } from "../parts/icon.js";
import { Bubble } from "./bubble.js";
import { jumpTo } from "./jump.js";
import { said } from "./said.js";
import { useStick } from "./stick.js";

const EARLY_PX = 600;

/** @typedef {import("../../types.js").Message} Message */

/** @param {{id: string, thread: import("../../store/threads.js").Thread, conversation: import("../../types.js").Conversation|undefined}} props */
export function MessageList({ id, thread, conversation }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const unread = useUnreadAtOpening(thread, conversation);
  const rows = said(id, thread.messages, unread);
  const stick = useStick(box, rows);
  const below = useNewBelow(thread.messages, stick.away);
  useJumpOnSending(id, stick.toBottom);
  const ready = thread.state === "ready";
  const byId = useMemo(() => new Map(thread.messages.map((message) => [message.id, message])), [thread.messages]);
  const jump = (/** @type {string} */ messageId) => jumpTo(id, messageId);
  useEffect(() => {
    if (ready && !stick.away) markRead(conversation);
  }, [ready, stick.away, visible.value, conversation?.unread_count]);
  useEffect(() => reachUp(), [rows.length, thread.more]);

  function reachUp() {
    if (box.current && thread.more && thread.older === "idle" && box.current.scrollTop < EARLY_PX) loadOlder(id);
  }
  function scrolled() {
    stick.note();
    reachUp();
  }
  return html`<div class="said" ref=${box} onScroll=${scrolled} tabindex="0" role="region" aria-label=${t("messages")}>
      <${Above} id=${id} thread=${thread} />
      <ol>
        ${rows.map((row) => html`<li key=${row.key} data-key=${row.key} class=${row.kind}><${Row} row=${row} byId=${byId} onJump=${jump} /></li>`)}
      </ol>
    </div>
    <${Pill} shown=${stick.away} count=${below} onClick=${() => stick.toBottom(true)} />`;
}

/** @param {{row: import("../../logic/days.js").Row, byId: Map<string, Message>, onJump: (id: string) => void}} props */
function Row({ row, byId, onJump }) {
  if (row.kind === "day") return html`<span class="day-name">${dayName(row.at)}</span>`;
  if (row.kind === "unread") return html`<span class="unread-line">${t("unread-below", { count: row.count })}</span>`;
  return html`<${Bubble} message=${row.message} first=${row.first} last=${row.last} quoted=${byId.get(row.message.reply_to ?? "")} onJump=${onJump} />`;
}

/** @param {{id: string, thread: import("../../store/threads.js").Thread}} props */
function Above({ id, thread }) {
  if (thread.state === "loading") return html`<p class="above" role="status">${t("loading")}</p>`;
  if (thread.older === "failed") return html`<p class="above"><button type="button" class="secondary" onClick=${() => loadOlder(id)}>${t("older-failed")}</button></p>`;
  if (thread.more) return html`<p class="above">${t("loading")}</p>`;
  return html`<p class="above">${thread.messages.length > 0 ? t("beginning") : t("no-messages")}</p>`;
}

/** @param {{shown: boolean, count: number, onClick: () => void}} props */
function Pill({ shown, count, onClick }) {
  return html`<div class="pill-place">
    ${shown && html`<button type="button" class=${`pill ${count ? "news" : ""}`} aria-label=${count ? undefined : t("to-bottom")} onClick=${onClick}>
      <${Icon} name="down" size=${16} />${count > 0 && html` ${t("new-below", { count })}`}
    </button>`}
  </div>`;
}

/** The line above what nobody had read when the conversation was opened; it stays while one reads on. @param {import("../../store/threads.js").Thread} thread @param {import("../../types.js").Conversation|undefined} conversation */
function useUnreadAtOpening(thread, conversation) {
  const count = useRef(/** @type {number|null} */ (null));
  count.current ??= conversation?.unread_count ?? null;
  return useMemo(() => {
    if (thread.state !== "ready" || !count.current) return null;
    const first = thread.messages.filter((message) => message.direction === "inbound").slice(-count.current)[0];
    return first ? { id: first.id, count: count.current } : null;
  }, [thread.state, count.current]);
}

/** How many words of the guest came while one was reading further up. @param {Message[]} messages @param {boolean} away */
function useNewBelow(messages, away) {
  const seen = useRef(/** @type {string|undefined} */ (undefined));
  const last = messages[messages.length - 1]?.id;
  if (!away) seen.current = last;
  const from = messages.findIndex((message) => message.id === seen.current);
  return from < 0 ? 0 : messages.slice(from + 1).filter((message) => message.direction === "inbound").length;
}

/** Who sends wants to see it. @param {string} id @param {() => void} toBottom */
function useJumpOnSending(id, toBottom) {
  const mine = entries.value.filter((entry) => entry.conversation_id === id).length;
  const before = useRef(mine);
  useEffect(() => {
    if (mine > before.current) toBottom();
    before.current = mine;
  }, [mine]);
}
