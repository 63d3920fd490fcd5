/** An attendant's workplace: the rail, the list and the conversation, side by side or one at a time on a phone. */
import { useEffect } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as desk from "../../store/desk.js";
import * as drafts from "../../store/drafts.js";
import * as inbox from "../../store/inbox.js";
import { follow } from "../../store/news.js";
import * as notices from "../../store/notices.js";
import * as outbox from "../../store/outbox.js";
import { consolePlace, leaveAll, openId } from "../../store/place.js";
import * as media from "../../store/media.js";
import * as offers from "../../store/offers.js";
import * as player from "../../store/player.js";
import * as recorder from "../../store/recorder.js";
import * as replying from "../../store/replying.js";
import * as scheduled from "../../store/scheduled.js";
import * as threads from "../../store/threads.js";
import * as tray from "../../store/tray.js";
import { ended } from "../../net/session.js";
import { Console } from "../console/console.js";
import { InboxPane } from "../inbox/inbox_pane.js";
import { Nothing } from "../thread/nothing.js";
import { ThreadPane } from "../thread/thread_pane.js";
import { LineState, Replaced } from "./line_state.js";
import { Rail } from "./rail.js";
import { useShortcuts } from "./shortcuts.js";
import { Announcer } from "./announcer.js";

/** Everything the stores hold belongs to this person, and goes with them. */
function useWork() {
  useEffect(() => {
    inbox.load();
    outbox.resume();
    const stop = follow();
    return () => {
      stop();
      inbox.forget();
      notices.forget();
      threads.forget();
      media.forget();
      player.forget();
      for (const store of [desk, offers, replying, scheduled, tray]) store.forget();
      recorder.discard();
      // Only who signs out leaves nothing behind; who is merely signed out finds their words again.
      if (ended.peek()?.reason !== null) return;
      drafts.forget();
      outbox.forget();
      leaveAll();
    };
  }, []);
}

function useTitle() {
  const count = inbox.unread.value;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) Recado` : "Recado";
    return () => {
      document.title = "Recado";
    };
  }, [count]);
}

export function Workplace() {
  useWork();
  useTitle();
  useShortcuts();
  const id = openId.value;
  const inConsole = consolePlace.value !== null;
  return html`<div class=${`workplace ${inConsole ? "in-console" : id ? "in-thread" : "in-list"}`}>
    ${!inConsole && html`<a class="skip" href="#thread" onClick=${toThread}>${t("skip-to-thread")}</a>`}
    <${Rail} />
    ${inConsole ? html`<${Console} />` : html`<${Desk} id=${id} />`}
    <${LineState} />
    <${Replaced} />
    <${Announcer} />
  </div>`;
}

/** The list and the conversation. @param {{id: string|null}} props */
function Desk({ id }) {
  return html`<${InboxPane} />
    <main class="thread-side" id="thread" tabindex="-1">${id ? html`<${ThreadPane} key=${id} id=${id} />` : html`<${Nothing} />`}</main>`;
}

/** The address bar holds the conversation, so the jump is made by hand. */
function toThread(/** @type {Event} */ event) {
  event.preventDefault();
  document.getElementById("thread")?.focus();
}
