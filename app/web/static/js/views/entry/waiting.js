/** Before we know who is there, when nobody answers, and for those whose work is not here. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { me, signOut, start } from "../../store/account.js";
import { hotel, nameNoHotel } from "../../store/place.js";
import { Mark } from "../parts/mark.js";
import { EntryFrame } from "./frame.js";

export function Starting() {
  return html`<div class="splash" role="status" aria-label=${t("starting")}><${Mark} size=${56} /></div>`;
}

export function Unreachable() {
  return html`<${EntryFrame} title=${t("unreachable-title")} lead=${t("unreachable-lead")}>
    <button class="primary" type="button" onClick=${start}>${t("try-again")}</button>
  <//>`;
}

/** The address names a hotel, and the person is signed in at another. */
export function Elsewhere() {
  const here = me.value?.tenant?.name ?? t("role-super-admin");
  return html`<${EntryFrame} title=${t("elsewhere-title", { here })} lead=${t("elsewhere-lead", { wanted: hotel.value ?? "" })}>
    <button class="primary" type="button" onClick=${nameNoHotel}>${t("elsewhere-stay", { here })}</button>
    <button class="secondary" type="button" onClick=${signOut}>${t("elsewhere-go", { wanted: hotel.value ?? "" })}</button>
  <//>`;
}

/** Field staff work on their phones; a hotel's chats are not theirs. */
export function NoChat() {
  return html`<${EntryFrame} title=${t("no-chat-title", { name: me.value?.user.name ?? "" })} lead=${t("no-chat-lead")}>
    <button class="primary" type="button" onClick=${signOut}>${t("sign-out")}</button>
  <//>`;
}
