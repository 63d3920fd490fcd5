/** The super admin's page until the console is there: who is signed in, and the hotels. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as api from "../../net/api.js";
import { me, signOut } from "../../store/account.js";
import { LanguagePicker } from "../parts/language_picker.js";
import { Mark } from "../parts/mark.js";
import { sentenceOf } from "../parts/sentence.js";

export function House() {
  const [hotels, setHotels] = useState(/** @type {any[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    api.tenants().then((answer) => setHotels(answer.data ?? answer.tenants ?? answer), setError);
  }, []);
  return html`<main class="house">
    <header class="house-head">
      <span class="entry-brand"><${Mark} size=${32} /> Recado</span>
      <span class="house-who">${me.value?.user.email}</span>
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
        <span class=${`hotel-status ${String(hotel.status).toLowerCase()}`}>${hotel.status}</span>
      </li>`,
    )}
  </ul>`;
}
