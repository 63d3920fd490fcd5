/** Sending a person's card: a colleague, the driver, the restaurant. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { digits } from "../../../logic/vcard.js";
import { Icon } from "../../parts/icon.js";
import { Counted, later, SayForm } from "./form.js";

const MOST = 120;
const BLANK = { first: "", last: "", phone: "", email: "", company: "" };

/** @typedef {typeof BLANK} Fields */

/** @param {any} content @returns {Fields[]} */
function fieldsOf(content) {
  const cards = content?.contacts ?? [];
  if (cards.length === 0) return [BLANK];
  return cards.map((/** @type {any} */ one) => ({ first: one.first_name ?? one.name ?? "", last: one.last_name ?? "", phone: one.phones?.[0]?.phone ?? "", email: one.emails?.[0]?.email ?? "", company: one.company ?? "" }));
}

/** @param {Fields} fields */
function cardOf({ first, last, phone, email, company }) {
  const [first_name, last_name] = [first.trim(), last.trim()];
  return {
    name: [first_name, last_name].filter(Boolean).join(" "),
    first_name,
    ...(last_name ? { last_name } : {}),
    ...(phone.trim() ? { phones: [{ phone: phone.trim(), type: "CELL" }] } : {}),
    ...(email.trim() ? { emails: [{ email: email.trim(), type: "WORK" }] } : {}),
    ...(company.trim() ? { company: company.trim() } : {}),
  };
}

/** @param {Fields} fields */
const isReady = ({ first, phone, email }) => first.trim() !== "" && (digits(phone).length >= 8 || /^[^\s@]+@[^\s@]+$/.test(email.trim()));

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export function CardSheet({ begun, onSay }) {
  const [people, setPeople] = useState(() => fieldsOf(begun));
  const content = { contacts: people.map(cardOf) };
  const put = (/** @type {number} */ at, /** @type {Partial<Fields>} */ change) => setPeople(people.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return html`<${SayForm} title=${t("attach-contacts")} type="contacts" content=${content} ready=${people.every(isReady)} onSend=${later(onSay, { type: "contacts", content })}>
    ${people.map((one, at) => html`<fieldset class="say-section" key=${at}>
      <legend>${t("say-person", { number: at + 1 })} ${people.length > 1 && html`<button type="button" class="icon-button small" aria-label=${t("say-person-out", { number: at + 1 })} onClick=${() => setPeople(people.filter((_, index) => index !== at))}><${Icon} name="close" size=${16} /></button>`}</legend>
      <div class="say-row">
        <${Counted} id=${`say-first-${at}`} label=${t("say-first-name")} value=${one.first} most=${MOST} autofocus=${at === 0} required onInput=${(/** @type {string} */ first) => put(at, { first })} />
        <${Counted} id=${`say-last-${at}`} label=${t("say-last-name")} value=${one.last} most=${MOST} onInput=${(/** @type {string} */ last) => put(at, { last })} />
      </div>
      <${Counted} id=${`say-phone-${at}`} label=${t("say-phone")} value=${one.phone} most=${40} type="tel" placeholder="+55 21 99999-0000" onInput=${(/** @type {string} */ phone) => put(at, { phone })} />
      <${Counted} id=${`say-email-${at}`} label=${t("say-email")} value=${one.email} most=${MOST} type="email" onInput=${(/** @type {string} */ email) => put(at, { email })} />
      <${Counted} id=${`say-company-${at}`} label=${t("say-company")} value=${one.company} most=${MOST} onInput=${(/** @type {string} */ company) => put(at, { company })} />
    </fieldset>`)}
    <button type="button" class="say-add" onClick=${() => setPeople([...people, BLANK])}><${Icon} name="plus" size=${16} /> ${t("say-person-add")}</button>
  <//>`;
}
