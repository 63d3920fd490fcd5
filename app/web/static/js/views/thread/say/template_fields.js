/** One value of a template: words, a file, a place or a time. */
import { useRef, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { zone } from "../../../i18n/format.js";
import { language, t } from "../../../i18n/language.js";
import { instantOf } from "../../../logic/moments.js";
import { coordinates, spotIn } from "../../../logic/spots.js";
import { named } from "../../../i18n/meta_words.js";
import { fieldOf, partOf } from "../../../logic/templates.js";
import { upload } from "../../../net/upload.js";
import { Icon } from "../../parts/icon.js";
import { sentenceOf } from "../../parts/sentence.js";

/** @typedef {import("../../../store/offers.js").Parameter} Parameter */
/** @typedef {{parameter: Parameter, button: {text: string, url: string}, first?: boolean, value: any, flaw?: string, onValue: (value: any) => void}} Props */

/** @param {Props} props */
export function Filling(props) {
  const fields = { words: WordsField, file: FileField, place: PlaceField, time: TimeField };
  const field = fields[fieldOf(props.parameter) ?? "words"];
  return html`<${field} ...${props} />`;
}

const idOf = (/** @type {Parameter} */ { path }) => `fill-${path.replaceAll(".", "-")}`;

/** "Body" says nothing to people; where it stands does, unless it is the words themselves. @param {Parameter} parameter @param {{text: string}} button */
function labelOf({ path, name }, button) {
  const { part, card } = partOf(path);
  const own = /^\d+$/.test(name) ? t("template-value", { number: Number(name) }) : named(name);
  const words = part === "buttons" ? t("template-in-button", { button: button.text }) : own;
  const where = part === "header" ? t("template-in-header") : "";
  return [words, where, card === null ? "" : t("template-in-card", { number: card + 1 })].filter(Boolean).join(" · ");
}

/** @param {Parameter} parameter @param {{url: string}} button @param {string|undefined} flaw */
function noteOf({ source, example, value }, { url }, flaw) {
  if (flaw) return flaw;
  if (url.includes("[…]")) return t("template-address", { address: url });
  if (source && value) return t("template-filled");
  return example ? t("template-example", { example }) : "";
}

/** @param {Props} props */
function WordsField({ parameter, button, first, value, flaw, onValue }) {
  const note = noteOf(parameter, button, flaw);
  const id = idOf(parameter);
  return html`<div class=${`field ${flaw ? "wrong" : ""}`}>
    <label for=${id}>${labelOf(parameter, button)}</label>
    <input id=${id} dir="auto" autocomplete="off" autofocus=${first} value=${value ?? parameter.value ?? ""} required=${parameter.required && parameter.missing} aria-invalid=${flaw ? "true" : undefined} aria-describedby=${note ? `${id}-note` : undefined} onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)} />
    ${note && html`<p class="field-note" id=${`${id}-note`}>${note}</p>`}
  </div>`;
}

const ACCEPTS = /** @type {Record<string, string>} */ ({ image: "image/jpeg,image/png,image/webp,image/heic", video: "video/mp4,video/3gpp", document: "" });

/** @param {Props} props */
function FileField({ parameter, value, onValue }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const picker = useRef(/** @type {HTMLInputElement|null} */ (null));
  async function pick(/** @type {any} */ event) {
    const file = event.currentTarget.files[0];
    if (!file) return;
    setError(null);
    const url = parameter.type === "image" ? URL.createObjectURL(file) : undefined;
    onValue({ busy: true, filename: file.name, url });
    try {
      const { media_id } = await upload(file, { filename: file.name, kind: parameter.type }, { signal: new AbortController().signal, progress: () => undefined });
      onValue({ media_id, ...(parameter.type === "document" ? { filename: file.name } : { name: file.name, url }) });
    } catch (flaw) {
      onValue(undefined);
      setError(flaw);
    }
  }
  const named = value?.filename ?? value?.name;
  const { card } = partOf(parameter.path);
  return html`<div class=${`field ${error ? "wrong" : ""}`}>
    <label for=${idOf(parameter)}>${t(`template-file-${parameter.type}`)}${card !== null && ` · ${t("template-in-card", { number: card + 1 })}`}</label>
    <button type="button" id=${idOf(parameter)} class="secondary file-pick" disabled=${Boolean(value?.busy)} onClick=${() => picker.current?.click()}><${Icon} name=${parameter.type} size=${18} /> ${value?.busy ? t("uploading") : named || t(parameter.missing ? "template-file-choose" : "template-file-other")}</button>
    <input type="file" hidden ref=${picker} accept=${ACCEPTS[parameter.type] ?? ""} onChange=${pick} aria-label=${t(`template-file-${parameter.type}`)} />
    ${error && html`<p class="field-note" role="alert">${sentenceOf(error)}</p>`}
  </div>`;
}

/** @param {Props} props */
function PlaceField({ parameter, value, onValue }) {
  const [said, setSaid] = useState({ point: "", name: "", address: "" });
  function put(/** @type {Partial<typeof said>} */ change) {
    const next = { ...said, ...change };
    const spot = spotIn(next.point);
    setSaid(next);
    onValue(spot ? { ...spot, ...(next.name ? { name: next.name } : {}), ...(next.address ? { address: next.address } : {}) } : undefined);
  }
  const input = (/** @type {"point"|"name"|"address"} */ name) => html`<div class="field"><label for=${`${idOf(parameter)}-${name}`}>${t(name === "point" ? "say-point" : `say-place-${name}`)}</label><input id=${`${idOf(parameter)}-${name}`} dir="auto" value=${said[name]} onInput=${(/** @type {any} */ event) => put({ [name]: event.currentTarget.value })} /></div>`;
  return html`${input("point")}<p class="field-note">${value ? coordinates(value, language.value) : t("say-point-hint")}</p>${input("name")}${input("address")}`;
}

/** @param {Props} props */
function TimeField({ parameter, onValue }) {
  return html`<div class="field"><label for=${idOf(parameter)}>${t("template-until")}</label><input id=${idOf(parameter)} type="datetime-local" required=${parameter.required} onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value ? new Date(instantOf(event.currentTarget.value, zone.value)).toISOString() : undefined)} /></div>`;
}
