/** Where Meta sends a number's webhooks, asked when somebody wants to know. */
import { useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as accounts from "../../net/accounts.js";
import { sentenceOf } from "../parts/sentence.js";

/** @param {{hotel: string, number: string}} props */
export function Callback({ hotel, number }) {
  const [told, setTold] = useState(/** @type {Record<string, any>|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [busy, setBusy] = useState(false);
  const ask = async (/** @type {Promise<any>} */ asking) => {
    setBusy(true);
    try {
      setTold(await asking);
      setError(null);
    } catch (flaw) {
      setError(flaw);
    }
    setBusy(false);
  };
  const look = () => ask(accounts.callback(hotel, number));
  const change = (/** @type {boolean} */ override) => ask(accounts.setCallback(hotel, number, override));
  return html`<div class="account-note">
    ${!told && html`<button type="button" class="quiet" disabled=${busy} onClick=${look}>${t("callback-look")}</button>`}
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    ${told && html`<${Levels} told=${told} />`}
    ${told && html`<button type="button" class="quiet" disabled=${busy} onClick=${() => change(!told.number)}>${told.number ? t("callback-remove") : t("callback-set")}</button>`}
  </div>`;
}

/** @param {{told: Record<string, any>}} props */
function Levels({ told }) {
  const levels = ["number", "account", "application"].filter((level) => told[level]);
  return html`<p><span class=${`tag ${told.reaches_us ? "good" : "warn"}`}>${told.reaches_us ? t("callback-here") : t("callback-elsewhere")}</span>
      ${!told.is_subscribed && t("callback-unsubscribed")}</p>
    <dl class="facts">${levels.map((level) => html`<dt>${t(`callback-${level}`)}</dt><dd>${told[level]}</dd>`)}</dl>`;
}
