/** Asking with a list: one button, behind it up to ten lines to choose from, in sections. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { isListReady, listOf, MOST, wordsOf } from "../../../logic/asking.js";
import { Icon } from "../../parts/icon.js";
import { WordsFields } from "./buttons.js";
import { Counted, later, SayForm } from "./form.js";

/** @typedef {import("../../../logic/asking.js").Section} Section */

const ROW = () => ({ title: "", description: "" });

/** @param {any} begun @returns {Section[]} */
function sectionsOf(begun) {
  const told = begun?.action?.sections?.map((/** @type {any} */ one) => ({ title: one.title ?? "", rows: one.rows.map((/** @type {any} */ row) => ({ title: row.title, description: row.description ?? "" })) }));
  return told ?? [{ title: "", rows: [ROW(), ROW()] }];
}

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export function ListSheet({ begun, onSay }) {
  const [words, setWords] = useState(() => wordsOf(begun));
  const [button, setButton] = useState(begun?.action?.button ?? t("say-list-button-usual"));
  const [sections, setSections] = useState(() => sectionsOf(begun));
  const asked = listOf(words, button, sections);
  const rows = sections.reduce((sum, one) => sum + one.rows.length, 0);
  const put = (/** @type {number} */ at, /** @type {Section} */ section) => setSections(sections.with(at, section));
  const out = (/** @type {number} */ at) => setSections(sections.filter((_, index) => index !== at));
  return html`<${SayForm} title=${t("attach-list")} type="interactive" content=${{ interactive: asked }} ready=${isListReady(words, button, sections)} onSend=${later(onSay, { type: "interactive", content: asked })}>
    <${WordsFields} words=${words} most=${MOST.listBody} onWords=${setWords} />
    <${Counted} id="say-list-button" label=${t("say-list-button")} value=${button} most=${MOST.button} required onInput=${setButton} />
    ${sections.map((section, at) => html`<${SectionFields} key=${at} at=${at} section=${section} many=${sections.length > 1} full=${rows >= MOST.rows} onPut=${(/** @type {Section} */ next) => put(at, next)} onOut=${() => out(at)} />`)}
    ${rows < MOST.rows && html`<button type="button" class="say-add" onClick=${() => setSections([...sections, { title: "", rows: [ROW()] }])}><${Icon} name="plus" size=${16} /> ${t("say-section-add")}</button>`}
  <//>`;
}

/** @param {{at: number, section: Section, many: boolean, full: boolean, onPut: (section: Section) => void, onOut: () => void}} props */
function SectionFields({ at, section, many, full, onPut, onOut }) {
  const put = (/** @type {number} */ n, /** @type {Partial<ReturnType<typeof ROW>>} */ change) => onPut({ ...section, rows: section.rows.map((row, index) => (index === n ? { ...row, ...change } : row)) });
  const out = (/** @type {number} */ n) => onPut({ ...section, rows: section.rows.filter((_, index) => index !== n) });
  return html`<fieldset class="say-section">
    <legend>${t("say-section", { number: at + 1 })} ${many && html`<button type="button" class="icon-button small" aria-label=${t("say-section-out", { number: at + 1 })} onClick=${onOut}><${Icon} name="close" size=${16} /></button>`}</legend>
    <${Counted} id=${`say-section-${at}`} label=${t(many ? "say-section-title" : "say-section-title-maybe")} value=${section.title} most=${MOST.section} onInput=${(/** @type {string} */ title) => onPut({ ...section, title })} />
    ${section.rows.map((row, n) => html`<div class="say-row" key=${n}>
      <${Counted} id=${`say-row-${at}-${n}`} label=${t("say-row", { number: n + 1 })} value=${row.title} most=${MOST.row} onInput=${(/** @type {string} */ title) => put(n, { title })} />
      <${Counted} id=${`say-row-${at}-${n}-more`} label=${t("say-row-description")} value=${row.description} most=${MOST.description} onInput=${(/** @type {string} */ description) => put(n, { description })} />
      ${section.rows.length > 1 && html`<button type="button" class="icon-button" aria-label=${t("say-row-out", { number: n + 1 })} onClick=${() => out(n)}><${Icon} name="close" size=${18} /></button>`}
    </div>`)}
    ${!full && html`<button type="button" class="say-add" onClick=${() => onPut({ ...section, rows: [...section.rows, ROW()] })}><${Icon} name="plus" size=${16} /> ${t("say-row-add")}</button>`}
  </fieldset>`;
}
