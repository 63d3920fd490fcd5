/** Asking with buttons: up to three answers to touch, or one that leads to an address. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { areButtonsReady, areDifferent, buttonsOf, isLinkReady, linkOf, MOST, wordsOf } from "../../../logic/asking.js";
import { Icon } from "../../parts/icon.js";
import { Counted, later, SayForm } from "./form.js";

/** @typedef {import("../../../logic/asking.js").Words} Words */

/** @param {{words: Words, most?: number, onWords: (words: Words) => void}} props */
export function WordsFields({ words, most = MOST.body, onWords }) {
  return html`<${Counted} id="say-body" label=${t("say-body")} value=${words.body} most=${most} lines=${3} autofocus required onInput=${(/** @type {string} */ body) => onWords({ ...words, body })} />
    <details class="say-more" open=${Boolean(words.header || words.footer)}><summary>${t("say-more")}</summary>
      <${Counted} id="say-header" label=${t("say-header")} value=${words.header} most=${MOST.header} onInput=${(/** @type {string} */ header) => onWords({ ...words, header })} />
      <${Counted} id="say-footer" label=${t("say-footer")} value=${words.footer} most=${MOST.footer} onInput=${(/** @type {string} */ footer) => onWords({ ...words, footer })} />
    </details>`;
}

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export function ButtonsSheet({ begun, onSay }) {
  const [words, setWords] = useState(() => wordsOf(begun));
  const [titles, setTitles] = useState(() => /** @type {string[]} */ (begun?.action?.buttons?.map((/** @type {any} */ one) => one.reply.title) ?? ["", ""]));
  const asked = buttonsOf(words, titles);
  const put = (/** @type {number} */ at, /** @type {string} */ title) => setTitles(titles.with(at, title));
  const twice = !areDifferent(titles.filter((one) => one.trim()));
  return html`<${SayForm} title=${t("attach-buttons")} type="interactive" content=${{ interactive: asked }} ready=${areButtonsReady(words, titles)} onSend=${later(onSay, { type: "interactive", content: asked })}>
    <${WordsFields} words=${words} onWords=${setWords} />
    ${titles.map((title, at) => html`<div class="say-row" key=${at}>
      <${Counted} id=${`say-button-${at}`} label=${t("say-button", { number: at + 1 })} value=${title} most=${MOST.button} error=${twice && title.trim() && at === titles.length - 1 ? t("say-twice") : null} onInput=${(/** @type {string} */ next) => put(at, next)} />
      ${titles.length > 1 && html`<button type="button" class="icon-button" aria-label=${t("say-button-out", { number: at + 1 })} onClick=${() => setTitles(titles.filter((_, index) => index !== at))}><${Icon} name="close" size=${18} /></button>`}
    </div>`)}
    ${titles.length < MOST.buttons && html`<button type="button" class="say-add" onClick=${() => setTitles([...titles, ""])}><${Icon} name="plus" size=${16} /> ${t("say-button-add")}</button>`}
  <//>`;
}

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export function LinkSheet({ begun, onSay }) {
  const [words, setWords] = useState(() => wordsOf(begun));
  const [text, setText] = useState(begun?.action?.parameters?.display_text ?? "");
  const [url, setUrl] = useState(begun?.action?.parameters?.url ?? "https://");
  const asked = linkOf(words, text, url);
  return html`<${SayForm} title=${t("attach-link")} type="interactive" content=${{ interactive: asked }} ready=${isLinkReady(words, text, url)} onSend=${later(onSay, { type: "interactive", content: asked })}>
    <${WordsFields} words=${words} onWords=${setWords} />
    <${Counted} id="say-link-text" label=${t("say-link-text")} value=${text} most=${MOST.button} required onInput=${setText} />
    <${Counted} id="say-link-url" label=${t("say-link-url")} value=${url} most=${MOST.url} type="url" inputmode="url" required onInput=${setUrl} />
  <//>`;
}
