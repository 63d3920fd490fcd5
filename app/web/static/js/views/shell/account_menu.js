/** Who is signed in and where, the language, and the way out. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { me, signOut } from "../../store/account.js";
import { pagesOf } from "../console/index.js";
import { Icon } from "../parts/icon.js";
import { LanguagePicker } from "../parts/language_picker.js";

export function AccountMenu() {
  const now = me.value;
  if (!now) return null;
  return html`<div class="menu" role="dialog" aria-label=${t("account")}>
    <div class="menu-who">
      <strong>${now.user.name}</strong>
      <span>${now.user.email}</span>
      <span class="menu-role">${t(`role-${now.user.role.toLowerCase().replace("_", "-")}`)} · ${now.tenant?.name}</span>
    </div>
    <div class="menu-part">
      <span class="menu-label">${t("language")}</span>
      <${LanguagePicker} />
    </div>
    ${pagesOf(now).length > 0 && html`<a class="menu-item phone-only" href="#/console"><${Icon} name="sliders" /> ${t("console")}</a>`}
    <button type="button" class="menu-item" onClick=${signOut}><${Icon} name="exit" /> ${t("sign-out")}</button>
  </div>`;
}
