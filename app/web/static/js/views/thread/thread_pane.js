/** One conversation: its head, what was said, and the composer. */
import { useEffect } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { me } from "../../store/account.js";
import * as desk from "../../store/desk.js";
import * as inbox from "../../store/inbox.js";
import { go } from "../../store/place.js";
import { load, threadOf } from "../../store/threads.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { Composer } from "./composer/composer.js";
import { Dropping } from "./composer/dropping.js";
import { Tray } from "./composer/tray.js";
import { Lightbox } from "./media/lightbox.js";
import { MessageList } from "./message_list.js";
import { Sheets } from "./say/sheets.js";
import { Spoken } from "./spoken.js";
import { ThreadHead } from "./thread_head.js";
import { useWindow } from "./window_clock.js";

/** @param {{id: string}} props */
export function ThreadPane({ id }) {
  const thread = threadOf(id).value;
  const conversation = inbox.opened.value;
  // What was begun in a window belongs to this conversation alone.
  useEffect(() => desk.close, [id]);
  useEffect(() => {
    if (!inbox.find(id)) inbox.fetchOne(id).catch(() => undefined);
  }, [id]);
  const closed = useWindow(conversation?.window_expires_at).state === "closed" || conversation?.window_open === false;
  const may = me.value?.permissions.includes("chat") && !conversation?.contact?.group_id;
  if (thread.state === "missing") return html`<${Missing} />`;
  return html`<article class="thread" aria-label=${t("thread")}>
    <${ThreadHead} conversation=${conversation} />
    ${thread.state === "failed" ? html`<${Failed} id=${id} />` : html`<${MessageList} id=${id} thread=${thread} conversation=${conversation} />`}
    <${Composer} id=${id} conversation=${conversation} />
    ${may && html`<${Tray} id=${id} later=${closed} /><${Dropping} id=${id} /><${Sheets} id=${id} later=${closed} />`}
    <${Spoken} />
    <${Lightbox} messages=${thread.messages} />
  </article>`;
}

/** @param {{id: string}} props */
function Failed({ id }) {
  return html`<${Notice} icon=${html`<${Icon} name="alert" size=${28} />`} title=${t("thread-failed")}>
    <button type="button" class="secondary" onClick=${() => load(id)}>${t("try-again")}</button>
  <//>`;
}

function Missing() {
  return html`<${Notice} icon=${html`<${Icon} name="alert" size=${28} />`} title=${t("thread-missing")}>
    <button type="button" class="secondary" onClick=${() => go(null)}>${t("back-to-list")}</button>
  <//>`;
}
