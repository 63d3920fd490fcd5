/** Choosing when something is said: a time that people mean by "later", one of the calendar, or the guest's next word. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { when, zone } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { instantOf, isToCome, localOf, suggestions } from "../../../logic/moments.js";
import { LIMIT, length } from "../../../logic/outbox.js";
import { serverNow } from "../../../net/http.js";
import * as desk from "../../../store/desk.js";
import * as scheduled from "../../../store/scheduled.js";
import { Dialog } from "../../parts/dialog.js";
import { Icon } from "../../parts/icon.js";
import { sentenceOf } from "../../parts/sentence.js";

/** @typedef {import("../../../types.js").Schedule} Schedule */

/** @param {{begun: {choose?: (schedule: Schedule) => void, message?: import("../../../types.js").Message}}} props  `message`: one that is scheduled already */
export function ScheduleSheet({ begun: { choose, message } }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const kept = message?.message_type === "text" ? String(message.content.text ?? "") : null;
  const [words, setWords] = useState(kept ?? "");
  const content = kept !== null && words.trim() !== kept ? { content: { text: words.trim() } } : {};
  const fits = kept === null || (words.trim() !== "" && length(words.trim()) <= LIMIT);
  async function take(/** @type {Schedule} */ schedule) {
    if (!message) {
      choose?.(schedule);
      return desk.close();
    }
    try {
      await scheduled.change(message, { ...(schedule.at ? { at: schedule.at, timezone: schedule.timezone } : {}), ...content });
      return desk.close();
    } catch (flaw) {
      return setError(flaw);
    }
  }
  return html`<${Dialog} title=${t(message ? "schedule-change" : "schedule")} onClose=${desk.close}>
    ${kept !== null && html`<div class="field"><label for="schedule-words">${t("schedule-words")}</label><textarea id="schedule-words" rows="4" dir="auto" value=${words} onInput=${(/** @type {any} */ event) => setWords(event.currentTarget.value)}></textarea></div>`}
    ${!message && html`<${Soon} onTake=${take} />`}
    <${Calendar} message=${message} fits=${fits} onTake=${take} />
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    ${!message && html`<button type="button" class="soon guest" onClick=${() => take({ when: "guest_writes" })}><${Icon} name="chat" size=${20} /><span><strong>${t("schedule-guest")}</strong><small>${t("schedule-guest-text")}</small></span></button>`}
    <p class="schedule-note">${t("schedule-note")}</p>
  <//>`;
}

/** @param {{onTake: (schedule: Schedule) => void}} props */
function Soon({ onTake }) {
  return html`<div class="soons">${suggestions(serverNow(), zone.value).map(({ name, at }) => html`<button key=${name} type="button" class="soon" onClick=${() => onTake({ at, timezone: zone.value })}><${Icon} name="clock" size=${18} /><span>${t(`schedule-${name}`)}</span><small>${when(instantOf(at, zone.value))}</small></button>`)}</div>`;
}

/** @param {{message: import("../../../types.js").Message|undefined, fits: boolean, onTake: (schedule: Schedule) => void}} props */
function Calendar({ message, fits, onTake }) {
  const now = localOf(serverNow(), zone.value);
  const before = message?.schedule?.at ? localOf(Date.parse(message.schedule.at), zone.value) : (suggestions(serverNow(), zone.value)[0]?.at ?? now);
  const [local, setLocal] = useState(before);
  const waitsForGuest = Boolean(message?.schedule?.when);
  const good = (waitsForGuest || isToCome(local, serverNow(), zone.value)) && fits;
  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    if (good) onTake(waitsForGuest || (message && local === before) ? {} : { at: local, timezone: zone.value });
  }
  return html`<form class="calendar" onSubmit=${submit}>
    ${!waitsForGuest && html`<div class="field"><label for="schedule-at">${t("schedule-at")}</label><input id="schedule-at" type="datetime-local" value=${local} min=${now} required onInput=${(/** @type {any} */ event) => setLocal(event.currentTarget.value)} />
      <p class="field-note">${t("schedule-zone", { zone: zone.value.replaceAll("_", " ") })}</p></div>`}
    <button type="submit" class="primary" disabled=${!good}>${t(message ? "schedule-save" : "schedule-do")}</button>
  </form>`;
}
