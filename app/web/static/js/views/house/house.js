/** The super admin's page: who is signed in, the hotels, and the console's pages that are the house's. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as api from "../../net/api.js";
import { me, signOut } from "../../store/account.js";
import { consolePlace } from "../../store/place.js";
import { Console } from "../console/console.js";
import { pagesOf } from "../console/index.js";
import { Icon } from "../parts/icon.js";
import { LanguagePicker } from "../parts/language_picker.js";
import { Mark } from "../parts/mark.js";
import { sentenceOf } from "../parts/sentence.js";
import { Bell } from "../shell/bell.js";

export function House() {
  return consolePlace.value ? html`<div class="house-console"><${Console} /></div>` : html`<${Hall} />`;
}

function Hall() {
  const [hotels, setHotels] = useState(/** @type {any[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    api.tenants().then((answer) => setHotels(answer.data ?? answer.tenants ?? answer), setError);
  }, []);
  return html`<main class="house">
    <header class="house-head">
      <span class="entry-brand"><${Mark} size=${32} /> Recado</span>
      <span class="house-who">${me.value?.user.email}</span>
      <${Bell} />
      ${pagesOf(me.value).length > 0 && html`<a class="quiet house-door" href="#/console"><${Icon} name="sliders" size=${18} /> ${t("console")}</a>`}
      <button class="quiet" type="button" onClick=${signOut}>${t("sign-out")}</button>
    </header>
    <h1>${t("house-title")}</h1>
    <p class="house-lead">${t("house-lead")}</p>
    <h2>${t("house-hotels")}</h2>
    ${error ? html`<p class="form-error" role="alert">${sentenceOf(error)}</p>` : html`<${Hotels} hotels=${hotels} />`}
    <${LanguagePicker} />
  </main>`;
}

/** @param {{hotels: any[]|null}} props */
function Hotels({ hotels }) {
  if (!hotels) return html`<p role="status">${t("loading")}</p>`;
  if (hotels.length === 0) return html`<p>${t("house-none")}</p>`;
  return html`<ul class="hotels">
    ${hotels.map(
      (hotel) => html`<li key=${hotel.id}>
        <span class="hotel-name">${hotel.name}</span>
        <code>${hotel.slug}</code>
        <span class=${`hotel-status ${String(hotel.status).toLowerCase()}`}>${t(`hotel-${String(hotel.status).toLowerCase()}`)}</span>
      </li>`,
    )}
  </ul>`;
}
