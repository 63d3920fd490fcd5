/** One template as a form with the guest's screen beside it: made, changed, deleted, and told what Meta would refuse while it is written. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { language, t } from "../../i18n/language.js";
import { inWords } from "../../i18n/meta_words.js";
import { consoleAddress } from "../../logic/place.js";
import { blank, componentsOf, draftOf, fieldOf, sourcesOf } from "../../logic/template_draft.js";
import { ApiError } from "../../net/http.js";
import * as templates from "../../net/templates.js";
import { Icon } from "../parts/icon.js";
import { sentenceOf } from "../parts/sentence.js";
import { Preview } from "../thread/say/preview.js";
import { Status } from "./templates.js";
import { Ends } from "./templates_ends.js";
import { contentOf } from "./templates_library.js";
import { Naming, Wording } from "./templates_parts.js";
import { Filling } from "./templates_sources.js";

/** @typedef {import("../../logic/template_draft.js").Draft} Draft */
/** @typedef {{draft: Draft, change: (more: Partial<Draft>) => void, flaws: Record<string, string>}} Hand  what every part of the form is given */

const NEW = "new";
const PAUSE_MS = 300;
const CHANGEABLE = new Set(["APPROVED", "REINSTATED", "UNARCHIVED", "REJECTED", "PAUSED"]);

/** @param {{id: string}} props */
export function TemplateEditor({ id }) {
  const [template, setTemplate] = useState(/** @type {Record<string, any>|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    if (id !== NEW) templates.one(id).then(setTemplate, setError);
  }, [id]);
  if (error) return html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`;
  if (id !== NEW && !template) return html`<p role="status">${t("loading")}</p>`;
  return html`<${Form} template=${template} onKept=${setTemplate} />`;
}

/** @param {{template: Record<string, any>|null, onKept: (template: Record<string, any>) => void}} props */
function Form({ template, onKept }) {
  const [draft, setDraft] = useState(() => (template ? draftOf(template) : blank()));
  const [tried, setTried] = useState(false);
  const [told, setTold] = useState(/** @type {{busy?: boolean, error?: unknown, done?: string}} */ ({}));
  const asked = { name: draft.name, language: draft.language, category: draft.category, components: componentsOf(draft), sources: sourcesOf(draft) };
  const seen = useChecked(asked);
  const isOpen = !template || CHANGEABLE.has(template.status);
  const isReworded = !template || JSON.stringify(componentsOf(draftOf(template))) !== JSON.stringify(asked.components) || draft.category !== (template.category ?? "UTILITY");
  const refused = told.error instanceof ApiError && told.error.status === 422 ? told.error.body.details : [];
  const flaws = byField([...(tried || isTouched(draft) ? seen.flaws : []), ...(refused ?? [])], asked.components, tried);
  const change = (/** @type {Partial<Draft>} */ more) => (setDraft((now) => ({ ...now, ...more })), setTold({}));
  async function keep(/** @type {any} */ event) {
    event.preventDefault();
    setTried(true);
    if (isReworded && seen.flaws.length > 0) return void requestAnimationFrame(() => firstWrong(event.target));
    setTold({ busy: true });
    try {
      const reworded = { components: asked.components, ...(draft.category === template?.category ? {} : { category: draft.category }) };
      const kept = template ? await templates.change(template.id, { ...(isReworded ? reworded : {}), sources: asked.sources }) : await templates.create(asked);
      setTold({ done: t(isReworded ? "templates-handed-in" : "templates-kept") });
      onKept(kept);
      if (!template) location.replace(consoleAddress("templates", kept.id));
    } catch (error) {
      setTold({ error });
    }
  }
  const hand = { draft, change, flaws };
  return html`<form class="template-form" novalidate onSubmit=${keep}>
    <div class="template-fields">
      ${template && html`<${Judged} template=${template} />`}
      <${Naming} hand=${hand} isNew=${!template} isFixed=${template?.usable === true} />
      ${draft.others.length > 0 ? html`<p class="template-note">${t("templates-others-note")}</p>` : html`<${Wording} hand=${hand} isOpen=${isOpen} /><${Ends} hand=${hand} isOpen=${isOpen} />`}
      <${Filling} hand=${hand} />
      ${Boolean(told.error) && html`<p class="form-error" role="alert">${sentenceOf(told.error)}</p>`}
      ${told.done && html`<p class="tag good" role="status">${told.done}</p>`}
      <footer class="template-foot">
        ${template && html`<${Delete} template=${template} />`}
        <a class="quiet" href=${consoleAddress("templates")}>${t("templates-back")}</a>
        <button type="submit" class="primary" disabled=${told.busy === true}><${Icon} name=${isReworded ? "send" : "check"} size=${18} /> ${t(isReworded ? "templates-hand-in" : "templates-keep")}</button>
      </footer>
    </div>
    <${Preview} type="template" content=${contentOf(draft.name || "…", draft.language, seen.preview)} />
  </form>`;
}

/** What reviewers would read and what Meta would refuse, a moment after the last key. @param {templates.Proposal} asked @returns {templates.Checked} */
function useChecked(asked) {
  const [seen, setSeen] = useState(/** @type {templates.Checked} */ ({ preview: { text: "" }, flaws: [] }));
  const spoken = language.value;
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => templates.check(asked).then((told) => stale || setSeen(told), () => undefined), PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [JSON.stringify(asked), spoken]);
  return seen;
}

/** Takes whoever handed it in to what is to be put right. @param {any} form */
const firstWrong = (form) => form.querySelector(".wrong input, .wrong textarea, .wrong select, .wrong button")?.focus();

const isTouched = (/** @type {Draft} */ draft) => draft.body.length > 0;

/** What nobody has written yet is empty rather than wrong, until it is handed in. @param {templates.Flaw[]} flaws @param {Record<string, any>[]} components @param {boolean} tried */
function byField(flaws, components, tried) {
  const said = flaws.filter((flaw) => tried || !["missing", "length"].includes(flaw.type)).map(({ field, message }) => [fieldOf(field, components), message]);
  return Object.fromEntries(said.filter(([field]) => tried || field !== "name"));
}

/** Where it stands with Meta. @param {{template: Record<string, any>}} props */
function Judged({ template }) {
  const why = template.explanation?.rejection_info ?? template.explanation?.other_info;
  return html`<div class="template-judged">
    <p><${Status} template=${template} /> ${template.quality && template.quality !== "UNKNOWN" && html`<span class="tag">${t("templates-quality")}: ${inWords(template.quality)}</span>`}</p>
    ${why && html`<blockquote dir="auto">${[why.reason ?? why.title, why.recommendation ?? why.description].filter(Boolean).join(" ")}</blockquote>`}
    ${!CHANGEABLE.has(template.status) && html`<p class="template-note">${t("templates-closed")}</p>`}
  </div>`;
}

/** Asked twice, for it cannot be taken back. @param {{template: Record<string, any>}} props */
function Delete({ template }) {
  const [sure, setSure] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  if (template.status === "DELETED") return null;
  const go = () => templates.remove(template.id).then(() => void (location.hash = consoleAddress("templates")), setError);
  if (!sure) return html`<button type="button" class="quiet template-delete" onClick=${() => setSure(true)}><${Icon} name="trash" size=${18} /> ${t("templates-delete")}</button>`;
  return html`<span class="template-delete" role="group">
    <span>${t("templates-delete-sure")}</span>
    ${Boolean(error) && html`<span class="form-error" role="alert">${sentenceOf(error)}</span>`}
    <button type="button" class="secondary danger" onClick=${go}>${t("templates-delete-go")}</button>
    <button type="button" class="quiet" onClick=${() => setSure(false)}>${t("letters-leave")}</button>
  </span>`;
}
