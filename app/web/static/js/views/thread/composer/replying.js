/** The message that the next words answer, over the field they are written in. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { plain } from "../../../logic/rich_text.js";
import { kindOf, previewOf } from "../../../logic/previews.js";
import * as inbox from "../../../store/inbox.js";
import * as replying from "../../../store/replying.js";
import { threadOf } from "../../../store/threads.js";
import { nameOf } from "../../../logic/names.js";
import { Icon } from "../../parts/icon.js";
import { KindName } from "../../parts/kind_name.js";

/** @param {{id: string}} props */
export function Replying({ id }) {
  const target = replying.targetOf(id);
  const message = target ? threadOf(id).value.messages.find((one) => one.id === target) : undefined;
  if (!message) return null;
  const mine = message.direction === "outbound";
  const who = mine ? t("quote-us") : nameOf(inbox.find(id)?.contact) || t("quote-guest");
  return html`<div class=${`answering ${mine ? "ours" : ""}`}>
    <${Icon} name="reply" size=${18} />
    <span class="answering-words">
      <span class="quote-who">${t("answering", { who })}</span>
      <span class="quote-words"><${KindName} kind=${kindOf(message)} words=${plain(previewOf(message)).slice(0, 200)} /></span>
    </span>
    <button type="button" class="icon-button" aria-label=${t("answering-leave")} onClick=${() => replying.drop(id)}><${Icon} name="close" size=${18} /></button>
  </div>`;
}
