/** Asking for the guest's place or contact, which they give by a touch. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { isWishReady, MOST, wishOf } from "../../../logic/asking.js";
import { Counted, later, SayForm } from "./form.js";

/** @param {{begun: any, what: "location"|"contact", onSay: import("./sheets.js").Say}} props */
function WishSheet({ begun, what, onSay }) {
  const [body, setBody] = useState(begun?.body?.text ?? t(`wish-${what}-usual`));
  const asked = wishOf(what, body);
  return html`<${SayForm} title=${t(`attach-wish-${what}`)} type="interactive" content=${{ interactive: asked }} ready=${isWishReady(body)} onSend=${later(onSay, { type: "interactive", content: asked })}>
    <${Counted} id="say-body" label=${t("say-body")} value=${body} most=${MOST.body} lines=${3} autofocus required onInput=${setBody} />
  <//>`;
}

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export const WishPlaceSheet = (props) => html`<${WishSheet} ...${props} what="location" />`;

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export const WishContactSheet = (props) => html`<${WishSheet} ...${props} what="contact" />`;
