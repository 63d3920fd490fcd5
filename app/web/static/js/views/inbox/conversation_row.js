/** One conversation in the list: who, what was last said, when, and how much of it nobody has read. */
import { html } from "../../html.js";
import { short } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { saidAt } from "../../logic/conversations.js";
import { nameOf } from "../../logic/names.js";
import { addressOf } from "../../logic/place.js";
import { kindOf } from "../../logic/previews.js";
import { plain } from "../../logic/rich_text.js";
import * as drafts from "../../store/drafts.js";
import { typing } from "../../store/typing.js";
import { Avatar } from "../parts/avatar.js";
import { KindName } from "../parts/kind_name.js";
import { Ticks } from "../thread/ticks.js";

/** @param {{conversation: import("../../types.js").Conversation, current: boolean}} props */
export function ConversationRow({ conversation, current }) {
  const { id, contact, unread_count: unread } = conversation;
  const name = nameOf(contact) || t(contact.group_id ? "group-unnamed" : "guest-unnamed");
  return html`<a class=${`row ${unread > 0 ? "unread" : ""}`} href=${addressOf(id)} aria-current=${current ? "true" : undefined}>
    <${Avatar} id=${contact.id} name=${name} />
    <span class="row-name"><bdi>${name}</bdi></span>
    <time class="row-time" datetime=${conversation.last_message_at}>${short(saidAt(conversation))}</time>
    <span class="row-line"><${LastLine} conversation=${conversation} current=${current} /></span>
    ${unread > 0 && html`<span class="badge" aria-label=${t("unread-count", { count: unread })}>${unread > 99 ? "99+" : unread}</span>`}
  </a>`;
}

/** @param {{conversation: import("../../types.js").Conversation, current: boolean}} props */
function LastLine({ conversation, current }) {
  if (typing.value.get(conversation.id)?.size) return html`<em class="row-typing">${t("typing-colleague")}</em>`;
  const draft = current ? "" : drafts.watchedDraft(conversation.id);
  if (draft) return html`<em class="row-draft">${t("draft")}</em> ${plain(draft)}`;
  const last = conversation.last_message;
  if (!last) return t("no-messages");
  const kind = kindOf(last);
  return html`${last.direction === "outbound" && html`<${Ticks} status=${last.status} />`}<${KindName} kind=${kind} words=${last.revoked_at ? "" : plain(last.preview ?? "")} />`;
}
