/** A new access token for a number that cannot send: what waited goes on at once. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as accounts from "../../net/accounts.js";
import { sentenceOf } from "../parts/sentence.js";

/** @param {{hotel: string, number: Record<string, any>, after: () => unknown}} props */
export function Reconnect({ hotel, number, after }) {
  const [token, setToken] = useState("");
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [busy, setBusy] = useState(false);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    await accounts.reconnect(hotel, number, token.trim()).then(after, setError);
    setBusy(false);
  };
  return html`<form class="account-note letters-choice" onSubmit=${submit}>
    <label>${t("reconnect-token")}
      <input type="password" value=${token} required minlength="8" autocomplete="off" spellcheck="false" onInput=${(/** @type {any} */ event) => setToken(event.target.value)} />
    </label>
    <button type="submit" class="primary small" disabled=${busy || token.trim().length < 8}>${t("reconnect-do")}</button>
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
  </form>`;
}
