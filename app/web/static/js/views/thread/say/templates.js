/** Choosing a template: those that fit the guest first, each as it would read, found by a word. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { inWords, named } from "../../../i18n/meta_words.js";
import { consoleAddress } from "../../../logic/place.js";
import { plain } from "../../../logic/rich_text.js";
import { blanked, matching } from "../../../logic/templates.js";
import { me } from "../../../store/account.js";
import * as desk from "../../../store/desk.js";
import * as offers from "../../../store/offers.js";
import { pagesOf } from "../../console/index.js";
import { Dialog } from "../../parts/dialog.js";
import { Icon } from "../../parts/icon.js";
import { Notice } from "../../parts/notice.js";
import { sentenceOf } from "../../parts/sentence.js";
import { TemplateForm } from "./template_form.js";

/** @typedef {import("../../../store/offers.js").Offer} Offer */

/** @param {{id: string, begun?: {offer?: Offer}, onSay: import("./sheets.js").Say}} props */
export function TemplateSheet({ id, begun, onSay }) {
  const [chosen, choose] = useState(/** @type {Offer|null} */ (begun?.offer ?? null));
  useEffect(() => void offers.load(id), [id]);
  if (chosen) return html`<${TemplateForm} id=${id} offer=${chosen} onBack=${() => choose(null)} onSay=${onSay} />`;
  return html`<${Dialog} title=${t("templates-choose")} onClose=${desk.close} kind="wide say"><${Choice} id=${id} onChoose=${choose} /><//>`;
}

/** @param {{id: string, onChoose: (offer: Offer) => void}} props */
function Choice({ id, onChoose }) {
  const [words, setWords] = useState("");
  const { state, list, error } = offers.offersOf(id);
  const found = matching(list, words, named);
  return html`<div class="search in-dialog"><${Icon} name="search" size=${18} /><input id="template-search" type="search" autofocus value=${words} placeholder=${t("templates-search")} aria-label=${t("templates-search")} autocomplete="off" onInput=${(/** @type {any} */ event) => setWords(event.currentTarget.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && found[0] && onChoose(found[0])} /></div>
    ${state === "failed" && html`<p class="form-error" role="alert">${sentenceOf(error)} <button type="button" class="quiet" onClick=${() => offers.load(id, true)}>${t("try-again")}</button></p>`}
    ${state === "loading" && list.length === 0 && html`<p role="status" class="say-wait">${t("loading")}</p>`}
    ${state === "ready" && list.length === 0 && html`<${None} />`}
    ${list.length > 0 && found.length === 0 && html`<p class="say-wait" role="status">${t("list-empty-search")}</p>`}
    <ul class="choices">${found.map((offer) => html`<li key=${offer.template_id}><${Choosable} offer=${offer} onChoose=${onChoose} /></li>`)}</ul>`;
}

/** @param {{offer: Offer, onChoose: (offer: Offer) => void}} props */
function Choosable({ offer, onChoose }) {
  const { template = {}, text } = offer.content;
  return html`<button type="button" class="choice" onClick=${() => onChoose(offer)}>
    <span class="choice-head"><strong>${named(offer.name)}</strong><span class=${`tag ${offer.fits_language ? "good" : ""}`}>${offer.language.replace("_", "-")}</span>${offer.category && html`<span class="tag">${inWords(offer.category)}</span>`}</span>
    <span class="choice-words" dir="auto">${plain(blanked(text)).slice(0, 400)}</span>
    ${template.buttons?.length > 0 && html`<span class="choice-buttons">${template.buttons.map((/** @type {any} */ one, /** @type {number} */ n) => html`<span key=${n}>${one.text}</span>`)}</span>`}
  </button>`;
}

function None() {
  const runs = pagesOf(me.value).some((page) => page.path === "templates");
  return html`<${Notice} icon=${html`<${Icon} name="template" size=${28} />`} title=${t("offers-none")} text=${t("offers-none-text")}>
    ${runs && html`<a class="secondary" href=${consoleAddress("templates")} onClick=${desk.close}>${t("offers-make")}</a>`}
  <//>`;
}
