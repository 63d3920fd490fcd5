/** One message in the thread: where it came from, what it answers, what it says, how far it got, and what was felt about it. */
import { useErrorBoundary } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { moment, timeOfDay } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { isLine } from "../../logic/days.js";
import { Icon } from "../parts/icon.js";
import { Below } from "./below.js";
import { Edited } from "./edited.js";
import { classOf, kindOf } from "./kinds/index.js";
import { Line } from "./kinds/line.js";
import { UnknownKind } from "./kinds/unknown.js";
import { MessageMenu } from "./message_menu.js";
import { Origin } from "./origin.js";
import { Quote } from "./quote.js";
import { Reactions } from "./reactions.js";
import { Ticks } from "./ticks.js";
import { Trouble } from "./trouble.js";

/** @typedef {import("../../types.js").Message} Message */

/** @param {{message: Message, first: boolean, last: boolean, quoted?: Message, onJump: (id: string) => void}} props */
export function Bubble({ message, first, last, quoted, onJump }) {
  if (isLine(message.message_type) && !message.revoked_at) return html`<${Line} message=${message} />`;
  const mine = message.direction === "outbound";
  const edges = `${mine ? "out" : "in"} ${first ? "first" : ""} ${last ? "last" : ""}`;
  const { reply_to: answered } = message;
  return html`<div class=${`bubble-row ${edges}`} data-message-id=${message.id} data-status=${message.status} data-kind=${message.message_type}>
    <div class=${`bubble ${message.status} ${shapeOf(message)}`}>
      <span class="unseen">${mine ? t("said-by-us") : t("said-by-guest")}</span>
      ${message.revoked_at ? html`<${Withdrawn} mine=${mine} />` : html`<${Said} message=${message}>${answered && html`<${Quote} quoted=${quoted} onJump=${() => onJump(answered)} />`}<//>`}
      <${Meta} message=${message} mine=${mine} />
      <${MessageMenu} message=${message} />
    </div>
    <${Below} message=${message} />
    <${Reactions} message=${message} />
    <${Trouble} message=${message} />
  </div>`;
}

/** Pictures without words bear their time upon them; stickers have no bubble, unless all we have of one is its address. @param {Message} message */
function shapeOf({ message_type: type, content, revoked_at: revoked }) {
  if (revoked) return "is-withdrawn";
  if (content?.link && !content.media && (type === "sticker" || type === "audio")) return "is-other";
  const bare = (type === "image" || type === "video") && !content?.caption && (content?.media?.state === "ready" || content?.media?.state === "local");
  return `${classOf(type)} ${bare ? "overlaid" : ""}`;
}

/** @param {{message: Message, children?: any}} props */
function Said({ message, children }) {
  // Whatever a guest sends, at worst it is one message that cannot be shown, never the whole screen.
  const [broken] = useErrorBoundary();
  if (broken) return html`<${UnknownKind} message=${{ ...message, content: {} }} />`;
  const kind = kindOf(message.message_type);
  return html`<${Origin} message=${message} />
    ${children}
    <${kind} message=${message} />
    <${PartlyLost} message=${message} />`;
}

/** Known kinds can arrive with something missing, which Meta says beside them. @param {{message: Message}} props */
function PartlyLost({ message }) {
  const errors = message.content?.errors;
  if (message.message_type === "unsupported" || !Array.isArray(errors) || errors.length === 0) return null;
  return html`<span class="partly-lost"><${Icon} name="alert" size=${14} /> <span title=${errors[0].details || errors[0].title || ""}>${t("partly-lost")}</span></span>`;
}

/** @param {{mine: boolean}} props */
function Withdrawn({ mine }) {
  return html`<span class="withdrawn"><${Icon} name="withdrawn" size=${16} /> ${t(mine ? "withdrawn-by-us" : "withdrawn-by-guest")}</span>`;
}

/** @param {{message: Message, mine: boolean}} props */
function Meta({ message, mine }) {
  const at = Date.parse(message.created_at);
  return html`<span class="meta">
    ${message.origin === "phone" && html`<span class="from-phone" title=${t("sent-from-phone")}><${Icon} name="number" size=${13} /><span>${t("sent-from-phone")}</span></span>`}
    ${message.sender_type === "bot" && html`<span>${t("sent-by-bot")}</span>`}
    ${message.edited_at && !message.revoked_at && html`<${Edited} message=${message} />`}
    <time datetime=${message.created_at} title=${moment(at)}>${timeOfDay(at)}</time>
    ${mine && !message.revoked_at && html`<${Ticks} status=${message.status} />`}
  </span>`;
}
