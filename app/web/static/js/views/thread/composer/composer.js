/** The foot of a conversation: what may be said here just now, and in which way. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { consoleAddress } from "../../../logic/place.js";
import { me } from "../../../store/account.js";
import * as recorder from "../../../store/recorder.js";
import * as tray from "../../../store/tray.js";
import { pagesOf } from "../../console/index.js";
import { Icon } from "../../parts/icon.js";
import { useWindow } from "../window_clock.js";
import { Closed } from "./closed.js";
import { Limited } from "./limited.js";
import { Recording } from "./recording.js";
import { Scheduled } from "./scheduled.js";
import { Writing } from "./writing.js";

/** @typedef {import("../../../types.js").Conversation} Conversation */

/** @param {{id: string, conversation: Conversation|undefined}} props */
export function Composer({ id, conversation }) {
  const { state } = useWindow(conversation?.window_expires_at);
  const closed = state === "closed" || conversation?.window_open === false;
  if (!me.value?.permissions.includes("chat")) return html`<div class="composer shut"><p>${t("composer-read-only")}</p></div>`;
  if (conversation?.contact?.group_id) return html`<div class="composer shut"><p>${t("composer-group")}</p></div>`;
  // Behind the files that are looked at nothing can be reached.
  return html`<div class="foot" inert=${tray.trayOf(id).picked.length > 0}>
    ${conversation?.number?.can_send === false && html`<${CannotSend} number=${conversation.number} />`}
    <${Scheduled} id=${id} />
    <${Limited} id=${id} />
    <${Speaking} id=${id} conversation=${conversation} closed=${closed} />
  </div>`;
}

/** @param {{id: string, conversation: Conversation|undefined, closed: boolean}} props */
function Speaking({ id, conversation, closed }) {
  const [later, setLater] = useState(false);
  useEffect(() => setLater(false), [closed]);
  if (recorder.of.value === id) return html`<${Recording} id=${id} />`;
  if (closed && !later) return html`<${Closed} id=${id} conversation=${conversation} onLater=${() => setLater(true)} />`;
  return html`<${Writing} id=${id} conversation=${conversation} later=${closed ? () => setLater(false) : null} />`;
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
