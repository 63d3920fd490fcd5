/** People whom the guest recommends: to call, to keep, and to write to where a conversation is there. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { phoneOf } from "../../../logic/names.js";
import { digits, vcard } from "../../../logic/vcard.js";
import * as api from "../../../net/api.js";
import * as inbox from "../../../store/inbox.js";
import { saveText } from "../../../store/media.js";
import { go } from "../../../store/place.js";
import { Avatar } from "../../parts/avatar.js";
import { Icon } from "../../parts/icon.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function ContactsKind({ message }) {
  const cards = Array.isArray(message.content.contacts) ? message.content.contacts : [];
  return html`<div class="cards">${cards.map((card, index) => html`<${Card} key=${index} card=${card} id=${`${message.id}${index}`} />`)}</div>`;
}

/** @param {{card: any, id: string}} props */
function Card({ card, id }) {
  const phones = (card.phones ?? []).filter((/** @type {any} */ one) => digits(one.phone ?? one.wa_id));
  const name = (isBare(card.name) ? "" : card.name) || (phones[0] && phoneOf(phones[0])) || t("guest-unnamed");
  return html`<div class="card">
    <span class="card-head">
      <${Avatar} id=${id} name=${name} size="small" />
      <span class="card-who"><strong><bdi dir="auto">${name}</bdi></strong>${(card.company || card.title) && html`<span dir="auto">${[card.title, card.company].filter(Boolean).join(", ")}</span>`}</span>
    </span>
    ${card.origin === "contact_request" && html`<span class="card-note">${t("contact-asked-for")}</span>`}
    <ul class="card-lines">
      ${phones.map((/** @type {any} */ one, /** @type {number} */ n) => html`<li key=${n}><a href=${`tel:+${digits(one.wa_id ?? one.phone)}`}><${Icon} name="call" size=${16} /> <bdi>${isBare(one.phone) ? phoneOf({ phone: one.phone || one.wa_id }) : one.phone}</bdi></a></li>`)}
      ${(card.emails ?? []).map((/** @type {any} */ one, /** @type {number} */ n) => isMail(one.email) && html`<li key=${`m${n}`}><a href=${`mailto:${one.email.split("@").map(encodeURIComponent).join("@")}`}><${Icon} name="mail" size=${16} /> <bdi>${one.email}</bdi></a></li>`)}
    </ul>
    <span class="card-acts">
      ${phones[0] && html`<${Write} phone=${digits(phones[0].wa_id ?? phones[0].phone)} />`}
      <button type="button" class="card-act" onClick=${() => saveText(vcard({ ...card, name }), "text/vcard", `${name}.vcf`)}><${Icon} name="save" size=${16} /> ${t("contact-save")}</button>
    </span>
  </div>`;
}

/** A number as machines write it, or none: shown as people write it. */
const isBare = (/** @type {unknown} */ said) => /^\+?\d*$/.test(String(said ?? ""));

const isMail = (/** @type {unknown} */ said) => typeof said === "string" && /^[^\s@<>"]+@[^\s@<>"]+$/.test(said);

/** Only who has written can be answered, so it leads to their conversation. @param {{phone: string}} props */
function Write({ phone }) {
  const [state, setState] = useState("");
  async function find() {
    setState("busy");
    try {
      const found = await api.conversations({ q: phone, limit: 1 });
      if (!found.data[0]) return setState("none");
      inbox.absorb(found.data);
      go(found.data[0].id);
    } catch {
      setState("");
    }
  }
  if (state === "none") return html`<span class="card-act quiet-words" role="status">${t("contact-no-chat")}</span>`;
  return html`<button type="button" class="card-act" disabled=${state === "busy"} onClick=${find}><${Icon} name="chat" size=${16} /> ${t("contact-chat")}</button>`;
}
