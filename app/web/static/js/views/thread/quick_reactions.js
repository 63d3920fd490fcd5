/** The signs that stand ready to be put on a message, and all the others behind a plus. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { QUICK } from "../../logic/emoji.js";
import { ownOf, react } from "../../store/reacting.js";
import { EmojiGrid } from "../parts/emoji.js";
import { Icon } from "../parts/icon.js";

/** @param {{message: import("../../types.js").Message, onDone: () => void}} props */
export function QuickReactions({ message, onDone }) {
  const [all, setAll] = useState(false);
  const own = ownOf(message);
  function choose(/** @type {string} */ emoji) {
    onDone();
    react(message, emoji);
  }
  return html`<span class="quick" role="group" aria-label=${t("react")}>
      ${QUICK.map((emoji) => html`<button key=${emoji} type="button" role="menuitem" class=${emoji === own ? "own" : ""} aria-label=${t(emoji === own ? "reaction-back-of" : "react-with", { emoji })} onClick=${() => choose(emoji)}>${emoji}</button>`)}
      <button type="button" role="menuitem" aria-label=${t("react-more")} aria-expanded=${all ? "true" : "false"} onClick=${() => setAll(!all)}><${Icon} name="plus" size=${16} /></button>
    </span>
    ${all && html`<${EmojiGrid} onChoose=${choose} />`}`;
}
