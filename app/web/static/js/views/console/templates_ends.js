/** The buttons below a template: up to ten, quick replies together. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { BUTTONS, MOST_BUTTONS, newButton, variables } from "../../logic/template_draft.js";
import { Field } from "../parts/field.js";
import { Icon } from "../parts/icon.js";
import { Choice, LONGEST } from "./templates_parts.js";

/** @typedef {import("./templates_editor.js").Hand} Hand */
/** @typedef {import("../../logic/template_draft.js").Button} Button */

/** @param {{hand: Hand, isOpen: boolean}} props */
export function Ends({ hand, isOpen }) {
  const { draft, change, flaws } = hand;
  const put = (/** @type {Button[]} */ buttons) => change({ buttons });
  return html`<fieldset class="template-part" disabled=${!isOpen}>
    <legend>${t("templates-buttons")}</legend>
    ${flaws.buttons && html`<p class="form-error">${flaws.buttons}</p>`}
    ${draft.buttons.map(
      (button, index) => html`<${One} key=${index} index=${index} button=${button} flaws=${flaws}
        onChange=${(/** @type {Partial<Button>} */ more) => put(draft.buttons.map((one, place) => (place === index ? { ...one, ...more } : one)))}
        onRemove=${() => put(draft.buttons.filter((_, place) => place !== index))} />`,
    )}
    ${draft.buttons.length < MOST_BUTTONS && html`<button type="button" class="quiet" onClick=${() => put([...draft.buttons, newButton(draft.buttons.at(-1)?.type ?? "QUICK_REPLY")])}><${Icon} name="plus" size=${16} /> ${t("templates-button-add")}</button>`}
  </fieldset>`;
}

/** @param {{index: number, button: Button, flaws: Record<string, string>, onChange: (more: Partial<Button>) => void, onRemove: () => void}} props */
function One({ index, button, flaws, onChange, onRemove }) {
  const at = `buttons.${index}`;
  const id = `template-button-${index}`;
  const input = (/** @type {"text"|"url"|"phone_number"|"example"} */ name, /** @type {string} */ label, /** @type {Record<string, any>} */ more = {}) =>
    html`<${Field} id=${`${id}-${name}`} label=${label} error=${flaws[`${at}.${name}`]} value=${button[name]} autocomplete="off" onInput=${(/** @type {any} */ event) => onChange({ [name]: event.currentTarget.value })} ...${more} />`;
  const known = BUTTONS.includes(button.type);
  return html`<div class="template-button" role="group" aria-label=${t("templates-button", { number: index + 1 })}>
    <${Choice} id=${`${id}-type`} label=${t("templates-button", { number: index + 1 })} value=${button.type} disabled=${!known} error=${flaws[`${at}.type`]} choices=${BUTTONS.map((type) => [type, t(`templates-button-${type.toLowerCase().replaceAll("_", "-")}`)])} onChoice=${(/** @type {string} */ type) => onChange({ type })} />
    ${button.type !== "COPY_CODE" && input("text", t("templates-button-text"), { maxlength: LONGEST.button, dir: "auto", readonly: !known })}
    ${button.type === "URL" && input("url", t("templates-button-address"), { type: "url", inputmode: "url", placeholder: "https://", hint: t("templates-button-address-hint") })}
    ${button.type === "URL" && variables(button.url).length > 0 && input("example", t("templates-button-example"), { placeholder: "https://" })}
    ${button.type === "PHONE_NUMBER" && input("phone_number", t("templates-button-phone"), { type: "tel", placeholder: "+55 21 3333-0001" })}
    ${button.type === "COPY_CODE" && input("example", t("templates-button-coupon"), { maxlength: 15 })}
    <button type="button" class="icon-button" aria-label=${t("templates-button-remove", { number: index + 1 })} onClick=${onRemove}><${Icon} name="trash" /></button>
  </div>`;
}
