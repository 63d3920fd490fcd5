/** Filling a template: what is known stands there already, what is missing is asked for, and the guest's view lives along. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { named } from "../../../i18n/meta_words.js";
import { buttonOf, contentOf, fieldOf, isFilled, withPictures } from "../../../logic/templates.js";
import * as sending from "../../../net/sending.js";
import * as desk from "../../../store/desk.js";
import { Dialog } from "../../parts/dialog.js";
import { Icon } from "../../parts/icon.js";
import { sentenceOf } from "../../parts/sentence.js";
import { Preview } from "./preview.js";
import { Filling } from "./template_fields.js";

/** @typedef {import("../../../store/offers.js").Offer} Offer */

const PAUSE_MS = 250;

/** @param {{id: string, offer: Offer, onBack: () => void, onSay: import("./sheets.js").Say}} props */
export function TemplateForm({ id, offer, onBack, onSay }) {
  const [values, setValues] = useState(/** @type {Record<string, any>} */ ({}));
  const { content, flaws, error } = useSeen(id, offer, values);
  const fields = offer.parameters.filter((one) => fieldOf(one) !== null);
  const ready = isFilled(offer, values) && !Object.values(values).some((value) => value?.busy);
  const asked = contentOf(offer, values);
  const send = (/** @type {import("../../../types.js").Schedule|undefined} */ schedule) => onSay({ type: "template", content: asked }, { shown: content, schedule });
  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    if (ready) send(undefined);
  }
  return html`<${Dialog} title=${named(offer.name)} onClose=${desk.close} kind="wide say">
    <form class="say-form" onSubmit=${submit}>
      <div class="say-fields">
        ${fields.length === 0 && html`<p class="say-wait">${t("template-nothing")}</p>`}
        ${fields.map((one, index) => html`<${Filling} key=${one.path} parameter=${one} button=${buttonOf(offer, one.path)} first=${index === 0} value=${values[one.path]} flaw=${flaws[one.path]} onValue=${(/** @type {any} */ value) => setValues((now) => ({ ...now, [one.path]: value }))} />`)}
        ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
      </div>
      <${Preview} type="template" content=${withPictures(content, values)} />
      <footer class="say-foot">
        <button type="button" class="quiet" onClick=${onBack}><${Icon} name="back" size=${16} /> ${t("templates-others")}</button>
        <button type="button" class="icon-button" disabled=${!ready} aria-label=${t("send-later")} title=${t("send-later")} onClick=${() => desk.open("schedule", { choose: send })}><${Icon} name="clock" size=${20} /></button>
        <button type="submit" class="primary" disabled=${!ready} autofocus=${fields.length === 0}><${Icon} name="send" size=${18} /> ${t("send")}</button>
      </footer>
    </form>
  <//>`;
}

/** How it reads with these values, asked of the server a moment after the last key. @param {string} id @param {Offer} offer @param {Record<string, any>} values */
function useSeen(id, offer, values) {
  const [seen, setSeen] = useState(/** @type {{content: Record<string, any>, flaws: Record<string, string>, error: unknown}} */ ({ content: offer.content, flaws: {}, error: null }));
  useEffect(() => {
    if (Object.keys(values).length === 0) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      sending.preview(contentOf(offer, values), id).then(
        ({ content, flaws }) => stale || setSeen({ content, flaws: byPath(flaws, values), error: null }),
        (error) => stale || setSeen((now) => ({ ...now, error })),
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [JSON.stringify(values)]);
  return seen;
}

/** What nobody has written into yet is not wrong, only empty. @param {{field: string, message: string}[]} flaws @param {Record<string, any>} values */
function byPath(flaws = [], values) {
  const named = flaws.map(({ field, message }) => [field.replace(/^body\./, "").replace(/^content\./, ""), message]);
  return Object.fromEntries(named.filter(([path]) => values[path ?? ""]));
}
