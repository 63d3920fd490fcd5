/** What fills a template by itself: an example for Meta's reviewers, a field of ours, and what is said when it is empty. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { language, t } from "../../i18n/language.js";
import { placesOf } from "../../logic/template_draft.js";
import { named } from "../../i18n/meta_words.js";
import * as templates from "../../net/templates.js";
import { Field } from "../parts/field.js";
import { Choice } from "./templates_parts.js";

/** @typedef {import("./templates_editor.js").Hand} Hand */

/** @param {{hand: Hand}} props */
export function Filling({ hand }) {
  const [fields, setFields] = useState(/** @type {{field: string, label: string, available: boolean}[]} */ ([]));
  const spoken = language.value;
  useEffect(() => void templates.fields().then((told) => setFields(told.data), () => undefined), [spoken]);
  const places = placesOf(hand.draft);
  if (places.length === 0) return null;
  return html`<fieldset class="template-part">
    <legend>${t("templates-filling")}</legend>
    <p class="field-note">${t("templates-filling-hint")}</p>
    ${places.map((place) => html`<${Place} key=${place.path + place.name} place=${place} fields=${fields} hand=${hand} />`)}
  </fieldset>`;
}

/** @param {{place: ReturnType<typeof placesOf>[number], fields: {field: string, label: string, available: boolean}[], hand: Hand}} props */
function Place({ place, fields, hand: { draft, change, flaws } }) {
  const { path, name, part } = place;
  const id = `template-place-${path.replaceAll(".", "-")}`;
  const source = draft.sources[path] ?? {};
  const label = part === "button" ? t("template-in-button", { button: place.button ?? "" }) : /^\d+$/.test(name) ? t("template-value", { number: Number(name) }) : named(name);
  const put = (/** @type {{from?: string, fallback?: string}} */ more) => change({ sources: { ...draft.sources, [path]: { ...source, ...more } } });
  return html`<div class="template-place" role="group" aria-label=${label}>
    <strong>${label}${part === "header" && ` · ${t("template-in-header")}`}</strong>
    ${part !== "button" && html`<${Field} id=${`${id}-example`} label=${t("templates-example")} error=${flaws[`example.${name}`]} value=${draft.examples[name] ?? ""} dir="auto" onInput=${(/** @type {any} */ event) => change({ examples: { ...draft.examples, [name]: event.currentTarget.value } })} />`}
    <${Choice} id=${`${id}-from`} label=${t("templates-from")} value=${source.from ?? ""} error=${flaws[`sources.${path}.from`]} choices=${[["", t("templates-from-nobody")], ...fields.map(({ field, label: words, available }) => [field, available ? words : t("templates-from-later", { what: words })])]} onChoice=${(/** @type {string} */ from) => put({ from })} />
    <${Field} id=${`${id}-fallback`} label=${t("templates-fallback")} error=${flaws[`sources.${path}.fallback`]} value=${source.fallback ?? ""} dir="auto" onInput=${(/** @type {any} */ event) => put({ fallback: event.currentTarget.value })} />
  </div>`;
}
