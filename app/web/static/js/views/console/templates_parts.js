/** The form of a template: its name and kind, its title, and the words themselves. */
import { useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { inWords, tongue } from "../../i18n/meta_words.js";
import { HEADERS, nameOf, variables } from "../../logic/template_draft.js";
import { upload } from "../../net/upload.js";
import { Field } from "../parts/field.js";
import { Icon } from "../parts/icon.js";
import { sentenceOf } from "../parts/sentence.js";

/** @typedef {import("./templates_editor.js").Hand} Hand */

const LANGUAGES = ["pt_BR", "en", "es", "en_US", "en_GB", "es_AR", "es_ES", "es_MX", "pt_PT", "fr", "de", "it", "nl", "ja", "zh_CN"];
const CATEGORIES = ["UTILITY", "MARKETING"];
const ACCEPTS = /** @type {Record<string, string>} */ ({ image: "image/jpeg,image/png", video: "video/mp4", document: "application/pdf" });
export const LONGEST = { header: 60, body: 1024, footer: 60, button: 25 };

const valueOf = (/** @type {any} */ event) => event.currentTarget.value;

/** @param {{hand: Hand, isNew: boolean, isFixed: boolean}} props */
export function Naming({ hand: { draft, change, flaws }, isNew, isFixed }) {
  return html`<div class="template-row">
    <${Field} id="template-name" label=${t("templates-name-own")} hint=${isNew ? t("templates-name-hint") : undefined} error=${flaws.name} value=${draft.name} readonly=${!isNew} autocomplete="off" maxlength="512" onInput=${(/** @type {any} */ event) => change({ name: nameOf(valueOf(event)) })} />
    <${Choice} id="template-language" label=${t("templates-language")} value=${draft.language} disabled=${!isNew} choices=${LANGUAGES.map((tag) => [tag, tongue(tag)])} onChoice=${(/** @type {string} */ tag) => change({ language: tag })} />
    <${Choice} id="template-category" label=${t("templates-category")} value=${draft.category} disabled=${isFixed || !CATEGORIES.includes(draft.category)} choices=${[...new Set([...CATEGORIES, draft.category])].map((name) => [name, inWords(name)])} onChoice=${(/** @type {string} */ category) => change({ category })} />
  </div>
  ${isNew && html`<p class="field-note">${t(`templates-category-${draft.category.toLowerCase()}`)}</p>`}`;
}

/** @param {{id: string, label: string, value: string, choices: [string, string][], disabled?: boolean, error?: string, onChoice: (value: string) => void}} props */
export function Choice({ id, label, value, choices, disabled, error, onChoice }) {
  const known = choices.some(([one]) => one === value) ? choices : [...choices, [value, value]];
  return html`<div class=${`field ${error ? "wrong" : ""}`}>
    <label for=${id}>${label}</label>
    <select id=${id} value=${value} disabled=${disabled} onChange=${(/** @type {any} */ event) => onChoice(valueOf(event))}>${known.map(([one, words]) => html`<option key=${one} value=${one} selected=${one === value}>${words}</option>`)}</select>
    ${error && html`<p class="field-note">${error}</p>`}
  </div>`;
}

/** @param {{hand: Hand, isOpen: boolean}} props */
export function Wording({ hand, isOpen }) {
  const { draft, change, flaws } = hand;
  const put = (/** @type {Partial<import("../../logic/template_draft.js").Header>} */ more) => change({ header: { ...draft.header, ...more } });
  return html`<fieldset class="template-part" disabled=${!isOpen}>
    <legend>${t("templates-words")}</legend>
    <div class="template-row">
      <${Choice} id="template-header" label=${t("templates-header")} value=${draft.header.kind} choices=${HEADERS.map((kind) => [kind, t(`templates-header-${kind}`)])} onChoice=${(/** @type {any} */ kind) => put({ kind, media_id: "", filename: "" })} />
      ${draft.header.kind === "text" && html`<${Field} id="template-header-text" label=${t("templates-header-text")} error=${flaws.header} value=${draft.header.text} maxlength=${LONGEST.header} dir="auto" onInput=${(/** @type {any} */ event) => put({ text: valueOf(event) })} />`}
      ${draft.header.kind in ACCEPTS && html`<${Sample} hand=${hand} put=${put} />`}
    </div>
    <${Body} hand=${hand} />
    <${Field} id="template-footer" label=${t("templates-footer")} error=${flaws.footer} value=${draft.footer} maxlength=${LONGEST.footer} dir="auto" onInput=${(/** @type {any} */ event) => change({ footer: valueOf(event) })} />
  </fieldset>`;
}

/** The file that Meta's reviewers see, and that goes out when nobody names another. @param {{hand: Hand, put: (more: any) => void}} props */
function Sample({ hand: { draft, flaws }, put }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const picker = useRef(/** @type {HTMLInputElement|null} */ (null));
  const { kind, filename, media_id } = draft.header;
  async function pick(/** @type {any} */ event) {
    const file = event.currentTarget.files[0];
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const { media_id } = await upload(file, { filename: file.name, kind }, { signal: new AbortController().signal, progress: () => undefined });
      put({ media_id, filename: file.name });
    } catch (flaw) {
      setError(flaw);
    }
    setBusy(false);
  }
  const note = error ? sentenceOf(error) : flaws.header;
  return html`<div class=${`field ${note ? "wrong" : ""}`}>
    <label for="template-sample">${t("templates-sample")}</label>
    <button type="button" id="template-sample" class="secondary file-pick" disabled=${busy} onClick=${() => picker.current?.click()}><${Icon} name=${kind} size=${18} /> ${busy ? t("uploading") : filename || t(media_id ? "template-file-other" : "template-file-choose")}</button>
    <input type="file" hidden ref=${picker} accept=${ACCEPTS[kind]} aria-label=${t("templates-sample")} onChange=${pick} />
    <p class="field-note">${note ?? t("templates-sample-hint")}</p>
  </div>`;
}

/** @param {{hand: Hand}} props */
function Body({ hand: { draft, change, flaws } }) {
  const box = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const names = variables(draft.body);
  // Meta wants all named or all numbered.
  const next = names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? String(names.length + 1) : `${t("templates-variable")}${names.length + 1}`;
  function insert() {
    const at = box.current?.selectionStart ?? draft.body.length;
    change({ body: `${draft.body.slice(0, at)}{{${next}}}${draft.body.slice(at)}` });
    box.current?.focus();
  }
  return html`<div class=${`field ${flaws.body ? "wrong" : ""}`}>
    <label for="template-body">${t("templates-body")} <span class="field-left">${[...draft.body].length} / ${LONGEST.body}</span></label>
    <textarea id="template-body" ref=${box} rows="8" maxlength=${LONGEST.body} dir="auto" value=${draft.body} aria-invalid=${flaws.body ? "true" : undefined} aria-describedby="template-body-note" onInput=${(/** @type {any} */ event) => change({ body: valueOf(event) })}></textarea>
    <p class="field-note" id="template-body-note">${flaws.body ?? t("templates-body-hint")}</p>
    <button type="button" class="quiet template-insert" onClick=${insert}><${Icon} name="plus" size=${16} /> ${t("templates-insert")}</button>
  </div>`;
}
