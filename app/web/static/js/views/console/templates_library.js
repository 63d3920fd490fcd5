/** The four templates that come with the house: what each says in three languages, and handing it in. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { language, t } from "../../i18n/language.js";
import { inWords } from "../../i18n/meta_words.js";
import * as templates from "../../net/templates.js";
import { Dialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { sentenceOf } from "../parts/sentence.js";
import { Preview } from "../thread/say/preview.js";

/** @typedef {templates.Entry} Entry */

/** @param {{isOpen: boolean, after: () => unknown}} props */
export function Library({ isOpen, after }) {
  const [found, setFound] = useState(/** @type {Entry[]} */ ([]));
  // Handing the first one in does not shut it over the others.
  const [open, setOpen] = useState(isOpen);
  const spoken = language.value;
  const load = () => templates.library().then((told) => setFound(told.data), () => setFound([]));
  useEffect(() => void load(), [spoken, isOpen]);
  if (found.length === 0) return null;
  return html`<details class="sheet library" open=${open} onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary><strong>${t("library-title")}</strong> <span>${t("library-text")}</span></summary>
    <ul>${found.map((entry) => html`<${Card} key=${entry.key} entry=${entry} after=${() => (load(), after())} />`)}</ul>
  </details>`;
}

/** @param {{entry: Entry, after: () => unknown}} props */
function Card({ entry, after }) {
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [flaws, setFlaws] = useState(/** @type {string[]} */ ([]));
  const missing = entry.languages.filter((one) => !one.template_id);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await templates.take(entry.key);
      setFlaws(data.flatMap((one) => (one.error ? [`${one.language}: ${one.error.message}`] : [])));
    } catch (flaw) {
      setFlaws([sentenceOf(flaw)]);
    }
    setBusy(false);
    after();
  };
  return html`<li class="library-card">
    <h3>${entry.title}</h3>
    <p>${entry.purpose}</p>
    <p class="library-tongues">${entry.languages.map((one) => html`<span key=${one.language} class=${`tag ${one.status === "APPROVED" ? "good" : one.status ? "warn" : ""}`}>${one.language}${one.status && ` · ${inWords(one.status)}`}</span>`)}</p>
    ${flaws.map((words) => html`<p key=${words} class="form-error" role="alert">${words}</p>`)}
    <p class="library-acts">
      <button type="button" class="quiet" onClick=${() => setSeen(true)}><${Icon} name="eye" size=${18} /> ${t("library-look")}</button>
      ${missing.length > 0 && html`<button type="button" class="secondary" disabled=${busy} aria-label=${`${t("library-take", { count: missing.length })}: ${entry.title}`} onClick=${take}><${Icon} name="send" size=${18} /> ${t("library-take", { count: missing.length })}</button>`}
    </p>
    ${seen && html`<${Wordings} entry=${entry} onClose=${() => setSeen(false)} />`}
  </li>`;
}

/** @param {{entry: Entry, onClose: () => void}} props */
function Wordings({ entry, onClose }) {
  const [tongue, setTongue] = useState(entry.languages[0]?.language ?? "");
  const shown = entry.languages.find((one) => one.language === tongue);
  return html`<${Dialog} title=${entry.title} onClose=${onClose} kind="library-look">
    <div class="languages" role="group" aria-label=${t("templates-language")}>
      ${entry.languages.map((one) => html`<button key=${one.language} type="button" aria-pressed=${one.language === tongue ? "true" : "false"} onClick=${() => setTongue(one.language)}>${one.language}</button>`)}
    </div>
    ${shown && html`<${Preview} key=${tongue} type="template" content=${contentOf(entry.key, tongue, shown.preview)} />`}
  <//>`;
}

/** What a message of it would hold. @param {string} name @param {string} tongue @param {Record<string, any>} preview */
export function contentOf(name, tongue, { text, ...rest }) {
  return { text, template: { name, language: tongue, ...rest } };
}
