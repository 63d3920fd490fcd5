/** The hotel's WhatsApp numbers: what Meta says of each, whether it can send, and where its webhooks go. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { language, t } from "../../i18n/language.js";
import { inWords } from "../../i18n/meta_words.js";
import * as accounts from "../../net/accounts.js";
import { ApiError } from "../../net/http.js";
import { me } from "../../store/account.js";
import * as notices from "../../store/notices.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { sentenceOf } from "../parts/sentence.js";
import { Callback } from "./numbers_callback.js";
import { Reconnect } from "./numbers_reconnect.js";

/** @typedef {Record<string, any>} Numbered */

export function Numbers() {
  const hotel = me.value?.tenant?.id ?? "";
  const [found, setFound] = useState(/** @type {Numbered[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const spoken = language.value;
  // A number stops and goes on with a notice.
  const news = notices.list.value;
  const load = () => accounts.numbers(hotel).then((told) => setFound(told.numbers), (flaw) => (isNone(flaw) ? setFound([]) : setError(flaw)));
  useEffect(() => void load(), [hotel, spoken, news]);
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (!found) return html`<p role="status">${t("loading")}</p>`;
  if (found.length === 0) return html`<${Notice} icon=${html`<${Icon} name="number" size=${28} />`} title=${t("numbers-none")} />`;
  return html`<${Trial} hotel=${hotel} after=${load} />
    ${found.map((number) => html`<${Card} key=${number.id} hotel=${hotel} number=${number} after=${load} />`)}`;
}

const isNone = (/** @type {unknown} */ flaw) => flaw instanceof ApiError && flaw.status === 404;

/** Asks Meta about all of them now. @param {{hotel: string, after: () => unknown}} props */
function Trial({ hotel, after }) {
  const [told, setTold] = useState(/** @type {{ok: boolean, message: string}|null} */ (null));
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      setTold(await accounts.test(hotel));
    } catch (flaw) {
      setTold({ ok: false, message: sentenceOf(flaw) });
    }
    setBusy(false);
    after();
  };
  return html`<p class="account-trial">
    <button type="button" class="primary" disabled=${busy} onClick=${ask}>${t("numbers-test")}</button>
    <span role="status">${told && html`<span class=${`tag ${told.ok ? "good" : "bad"}`}>${told.ok ? t("numbers-well") : t("numbers-wrong")}</span> ${told.message}`}</span>
  </p>`;
}

/** @param {{hotel: string, number: Numbered, after: () => unknown}} props */
function Card({ hotel, number, after }) {
  return html`<section class="sheet account-card">
    <h3>${number.display_phone_number} <small>${number.verified_name}</small></h3>
    ${
      number.can_send
        ? html`<p><span class="tag good">${t("numbers-sends")}</span></p>`
        : html`<p><span class="tag bad">${t("numbers-stopped")}</span> ${number.cannot_send.message} ${t("numbers-since", { at: when(Date.parse(number.cannot_send.since)) })}</p>`
    }
    ${!number.can_send && html`<${Reconnect} hotel=${hotel} number=${number} after=${after} />`}
    <dl class="facts">${facts(number).map(([name, value]) => html`<dt>${t(name)}</dt><dd>${value}</dd>`)}</dl>
    <${Secrets} hotel=${hotel} number=${number} after=${after} />
    <${Callback} hotel=${hotel} number=${number.phone_number_id} />
  </section>`;
}

/** Only what Meta has said. @param {Numbered} number @returns {[string, any][]} */
function facts(number) {
  const said = number.account;
  /** @type {[string, any][]} */
  const told = [
    ["numbers-quality", said.quality && html`<span class=${`tag ${TONES[said.quality] ?? ""}`}>${inWords(said.quality)}</span>`],
    ["numbers-limit", inWords(said.messaging_limit)],
    ["numbers-rate", t("numbers-a-second", { count: number.messages_per_second })],
    ["numbers-name", said.name && [said.name.requested, inWords(said.name.status), said.name.rejection !== "NONE" && inWords(said.name.rejection)].filter(Boolean).join(" · ")],
    ["numbers-username", said.username && [said.username.username, inWords(said.username.status)].filter(Boolean).join(" · ")],
    ["numbers-review", inWords(said.review)],
    ["numbers-restrictions", said.restrictions.map(restriction).join(", ")],
    ["numbers-id", number.phone_number_id],
    ["numbers-account", number.business_account_id],
    ["numbers-set-up", t(`numbers-set-up-${number.set_up}`)],
  ];
  return told.filter(([, value]) => value);
}

/** @type {Record<string, string>} */
const TONES = { GREEN: "good", YELLOW: "warn", RED: "bad" };

/** @param {{type: string, expires_at: string|null}} one */
const restriction = (one) =>
  one.expires_at ? t("numbers-restricted-until", { what: inWords(one.type), at: when(Date.parse(one.expires_at)) }) : inWords(one.type);

/** A rotation, or a change of Meta app, that nobody has ended yet. @param {{hotel: string, number: Numbered, after: () => unknown}} props */
function Secrets({ hotel, number, after }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  if (!number.previous_app_secret.set && !number.former_set_up) return null;
  const retire = () => accounts.retireSecret(hotel).then(after, setError);
  return html`<div class="account-note">
    <p>${number.former_set_up ? t("numbers-former", { app: t(`numbers-set-up-${number.former_set_up}`) }) : t("numbers-two-secrets")}</p>
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
    <button type="button" class="quiet" onClick=${retire}>${t("numbers-retire")}</button>
  </div>`;
}
