/** The thread side while no conversation is open. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { Mark } from "../parts/mark.js";
import { Notice } from "../parts/notice.js";

export function Nothing() {
  return html`<${Notice} icon=${html`<${Mark} size=${56} />`} title=${t("thread-none")} text=${t("thread-none-text")}>
    <p class="keys"><kbd>/</kbd> ${t("key-search")} <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> ${t("key-step")}</p>
  <//>`;
}
