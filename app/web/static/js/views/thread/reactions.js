/** What people felt about a message, under it. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { ownOf, react, reactionsOf } from "../../store/reacting.js";

/** @param {{message: import("../../types.js").Message}} props */
export function Reactions({ message }) {
  const all = reactionsOf(message).filter((one) => typeof one.emoji === "string" && one.emoji !== "");
  if (all.length === 0 || message.revoked_at) return null;
  const kinds = new Map();
  for (const one of all) kinds.set(one.emoji, [...(kinds.get(one.emoji) ?? []), one]);
  return html`<ul class="reactions" aria-label=${t("reactions")}>
    ${[...kinds].map(([emoji, from]) => html`<li key=${emoji} title=${from.map(whose).join(", ")}>${emoji === ownOf(message) && html`<button type="button" class="reaction-back" aria-label=${t("reaction-back")} title=${t("reaction-back")} onClick=${() => react(message, emoji)}></button>`}<span>${[...emoji].slice(0, 12).join("")}</span>${from.length > 1 && html`<b>${from.length}</b>`}<span class="unseen">${from.map(whose).join(", ")}</span></li>`)}
  </ul>`;
}

const whose = (/** @type {{sender_type: string}} */ one) => t(one.sender_type === "contact" ? "quote-guest" : "quote-us");
