/** Choosing a password of one's own in place of a temporary one. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { changePassword, knowsPassword, me, signOut } from "../../store/account.js";
import { PasswordField } from "../parts/password_field.js";
import { fieldErrors, sentenceOf } from "../parts/sentence.js";
import { EntryFrame } from "./frame.js";

export function NewPassword() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [differs, setDiffers] = useState(false);

  async function submit(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const values = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const fresh = String(values.get("new_password"));
    const same = fresh === String(values.get("again"));
    setDiffers(!same);
    if (!same || !fresh) return;
    setBusy(true);
    setError(null);
    await changePassword(String(values.get("current_password") ?? ""), fresh).catch(setError);
    setBusy(false);
  }

  const wrong = fieldErrors(error);
  return html`<${EntryFrame} title=${t("new-password-title")} lead=${t("new-password-lead", { name: me.value?.user.name ?? "" })}>
    <form class="form" onSubmit=${submit} novalidate>
      ${!knowsPassword() && html`<${PasswordField} id="current_password" label=${t("field-current-password")} error=${wrong.current_password} autocomplete="current-password" />`}
      <${PasswordField} id="new_password" label=${t("field-new-password")} hint=${t("field-new-password-hint")} error=${wrong.new_password} autocomplete="new-password" />
      <${PasswordField} id="again" label=${t("field-again")} error=${differs ? t("field-again-differs") : undefined} autocomplete="new-password" />
      <button class="primary" type="submit" disabled=${busy}>${t("new-password-do")}</button>
      <p class="form-error" role="alert">${error ? sentenceOf(error) : ""}</p>
      <button class="quiet" type="button" onClick=${signOut}>${t("sign-out")}</button>
    </form>
  <//>`;
}
