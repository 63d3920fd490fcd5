/** Signing in: the hotel, unless the address names it, then e-mail and password. */
import { useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { ended } from "../../net/session.js";
import { signIn } from "../../store/account.js";
import { hotel } from "../../store/place.js";
import { Field } from "../parts/field.js";
import { PasswordField } from "../parts/password_field.js";
import { fieldErrors, sentenceOf } from "../parts/sentence.js";
import { EntryFrame } from "./frame.js";

const KEPT = "recado.hotel";

/** @param {HTMLFormElement} form */
function read(form) {
  const values = new FormData(form);
  const text = (/** @type {string} */ name) => String(values.get(name) ?? "");
  return { slug: hotel.value ?? (text("hotel").trim().toLowerCase() || null), email: text("email").trim(), password: text("password") };
}

export function SignIn() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const form = useRef(/** @type {HTMLFormElement|null} */ (null));

  async function submit(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const values = read(/** @type {HTMLFormElement} */ (form.current));
    if (!values.email || !values.password) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(values);
      if (!hotel.value) localStorage.setItem(KEPT, values.slug ?? "");
    } catch (failure) {
      setError(failure);
      setBusy(false);
      focusAfter(form.current, failure);
    }
  }

  return html`<${EntryFrame} title=${t("sign-in-title")} lead=${hotel.value ? t("sign-in-lead-hotel", { hotel: hotel.value }) : t("sign-in-lead")}>
    <${WhyHere} />
    <form class="form" ref=${form} onSubmit=${submit} novalidate>
      <${Fields} error=${error} />
      <button class="primary" type="submit" disabled=${busy}>${busy ? t("sign-in-busy") : t("sign-in-do")}</button>
      <p class="form-error" role="alert">${error ? sentenceOf(error) : ""}</p>
    </form>
  <//>`;
}

/** @param {{error: unknown}} props */
function Fields({ error }) {
  const wrong = fieldErrors(error);
  const unknownHotel = /** @type {any} */ (error)?.code === "TENANT_NOT_FOUND";
  return html`
    ${!hotel.value &&
    html`<${Field} id="hotel" label=${t("field-hotel")} hint=${t("field-hotel-hint")} error=${unknownHotel ? t("field-hotel-unknown") : undefined}
      defaultValue=${localStorage.getItem(KEPT) ?? ""} autocomplete="organization" autocapitalize="off" spellcheck=${false} placeholder="hotel-ipanema" />`}
    <${Field} id="email" label=${t("field-email")} type="email" error=${wrong.email} autocomplete="username" required autocapitalize="off" spellcheck=${false} autofocus />
    <${PasswordField} id="password" label=${t("field-password")} error=${wrong.password} autocomplete="current-password" required />
  `;
}

/** Why the person is here though they had been at work. */
function WhyHere() {
  if (!ended.value || ended.value.reason === null) return null;
  return html`<p class="form-notice" role="status">${ended.value.reason || t("session-ended")}</p>`;
}

/** @param {HTMLFormElement|null} form @param {any} failure */
function focusAfter(form, failure) {
  const name = failure.code === "TENANT_NOT_FOUND" ? "hotel" : "password";
  /** @type {HTMLInputElement|null} */ (form?.elements.namedItem(name))?.select();
}
