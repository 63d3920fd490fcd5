/** Whose conversation it is, through which number, and how long it may be answered. */
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { nameOf, phoneOf } from "../../logic/names.js";
import { go } from "../../store/place.js";
import { typing } from "../../store/typing.js";
import { Avatar } from "../parts/avatar.js";
import { Icon } from "../parts/icon.js";
import { WindowClock } from "./window_clock.js";

/** @param {{conversation: import("../../types.js").Conversation|undefined}} props */
export function ThreadHead({ conversation }) {
  const name = conversation ? nameOf(conversation.contact) || t(conversation.contact.group_id ? "group-unnamed" : "guest-unnamed") : "";
  return html`<header class="thread-head">
    <button type="button" class="icon-button back" aria-label=${t("back-to-list")} onClick=${() => go(null)}><${Icon} name="back" /></button>
    ${conversation && html`<${Avatar} id=${conversation.contact.id} name=${name} />`}
    <div class="thread-who">
      <h2><bdi>${name}</bdi></h2>
      <p>${conversation && html`<${Below} conversation=${conversation} />`}</p>
    </div>
    ${conversation?.contact.marketing_opted_out_at && html`<${NoMarketing} since=${conversation.contact.marketing_opted_out_at} />`}
    ${conversation && html`<${WindowClock} until=${conversation.window_expires_at} free=${conversation.free_entry_until} />`}
  </header>`;
}

/** What they said to Meta about promotions. @param {{since: string}} props */
function NoMarketing({ since }) {
  return html`<span class="window" title=${t("no-marketing-since", { moment: when(Date.parse(since)) })}><${Icon} name="withdrawn" size=${16} /><span class="window-word">${t("no-marketing")}</span></span>`;
}

/** The line under the name is a colleague's typing while there is any, so that nothing jumps. @param {{conversation: import("../../types.js").Conversation}} props */
function Below({ conversation }) {
  const writers = typing.value.get(conversation.id)?.size ?? 0;
  if (writers > 0) return html`<span class="typing" role="status">${t("typing-colleagues", { count: writers })}<i></i><i></i><i></i></span>`;
  const through = conversation.number?.name || conversation.number?.display_phone_number;
  const parts = [phoneOf(conversation.contact) || conversation.contact.username, through && t("through", { number: through })];
  return parts.filter(Boolean).join(" · ");
}
