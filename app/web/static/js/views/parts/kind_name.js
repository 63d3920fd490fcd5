/** A message in one line: its picture, and its words or what it is called. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { iconOf } from "../../logic/previews.js";
import { Icon } from "./icon.js";

/** What a message without words is called. @param {string} kind */
export function nameOfKind(kind) {
  const id = `kind-${kind}`;
  const name = t(id);
  return name === id ? t("kind-unknown") : name;
}

/** @param {{kind: string, words: string}} props */
export function KindName({ kind, words }) {
  const icon = iconOf(kind);
  return html`${icon && html`<span class="kind-icon" title=${nameOfKind(kind)}><${Icon} name=${icon} size=${15} /><span class="unseen">${nameOfKind(kind)} </span></span>`}<bdi dir="auto">${words || (icon && html`<span aria-hidden="true">${nameOfKind(kind)}</span>`) || nameOfKind(kind)}</bdi>`;
}
