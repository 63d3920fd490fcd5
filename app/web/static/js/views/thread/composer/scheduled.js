/** What is to be said here later, above the field: one line, and behind it the list with change and cancel. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { when } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { kindOf, previewOf } from "../../../logic/previews.js";
import { plain } from "../../../logic/rich_text.js";
import * as desk from "../../../store/desk.js";
import * as scheduled from "../../../store/scheduled.js";
import { Icon } from "../../parts/icon.js";
import { KindName } from "../../parts/kind_name.js";
import { sentenceOf } from "../../parts/sentence.js";

/** @typedef {import("../../../types.js").Message} Message */

/** @param {{id: string}} props */
export function Scheduled({ id }) {
  const [open, setOpen] = useState(false);
  const list = scheduled.listOf(id);
  useEffect(() => void scheduled.load(id), [id]);
  if (list.length === 0) return null;
  const timed = list.find(({ schedule }) => schedule?.at && !schedule.when);
  const next = timeOf(timed ?? /** @type {Message} */ (list[0]));
  return html`<section class=${`later-bar ${open ? "open" : ""}`}>
    <button type="button" class="later-head" aria-expanded=${open ? "true" : "false"} aria-controls="later-list" onClick=${() => setOpen(!open)}>
      <${Icon} name="calendar" size=${18} /> <strong>${t("scheduled-count", { count: list.length })}</strong> ${!open && html`<span>${timed && list.length > 1 ? t("scheduled-next", { moment: next }) : next}</span>`} <${Icon} name="more" size=${16} />
    </button>
    ${open && html`<ul id="later-list">${list.map((message) => html`<li key=${message.id}><${Line} message=${message} /></li>`)}</ul>`}
  </section>`;
}

/** @param {Message} message */
export function timeOf({ schedule }) {
  if (schedule?.when === "guest_writes" || !schedule?.at) return t("scheduled-guest");
  return when(Date.parse(schedule.at));
}

/** @param {{message: Message}} props */
function Line({ message }) {
  const [busy, setBusy] = useState(false);
  function cancel() {
    setBusy(true);
    scheduled.cancel(message).catch((error) => {
      setBusy(false);
      desk.tell(sentenceOf(error), true);
      void scheduled.load(message.conversation_id);
    });
  }
  return html`<span class="later-when"><${Icon} name=${message.schedule?.when ? "chat" : "clock"} size=${15} /> ${timeOf(message)}</span>
    <span class="later-words"><${KindName} kind=${kindOf(message)} words=${plain(previewOf(message)).slice(0, 300)} /></span>
    <span class="later-acts">
      <button type="button" disabled=${busy} onClick=${() => desk.open("schedule", { message })}><${Icon} name="edit" size=${15} /> ${t("scheduled-change")}</button>
      <button type="button" disabled=${busy} onClick=${cancel}><${Icon} name="close" size=${15} /> ${t("scheduled-cancel")}</button>
    </span>`;
}
