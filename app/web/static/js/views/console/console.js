/** The console's frame: its pages by name, and the one that is open. On a phone one at a time. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import { me } from "../../store/account.js";
import { consolePlace } from "../../store/place.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { pagesOf } from "./index.js";

export function Console() {
  const pages = pagesOf(me.value);
  const { path, id } = consolePlace.value ?? { path: null, id: null };
  const chosen = pages.find((page) => page.path === path);
  return html`<div class=${`console ${path ? "in-page" : "in-pages"}`}>
    <nav class="console-pages" aria-label=${t("console")}>
      <header class="console-pages-head">
        <a class="icon-button back" href="#/" aria-label=${t("console-leave")}><${Icon} name="back" /></a>
        <h1>${t("console")}</h1>
      </header>
      <ul>
        ${pages.filter((page) => !page.unlisted).map((page) => html`<li key=${page.path}><${Entry} page=${page} current=${page === (chosen ?? pages[0])} /></li>`)}
      </ul>
    </nav>
    <${Open} page=${chosen ?? (path ? undefined : pages[0])} id=${id} />
  </div>`;
}

/** @param {{page: import("./index.js").ConsolePage, current: boolean}} props */
function Entry({ page, current }) {
  return html`<a class="console-entry" href=${consoleAddress(page.path)} aria-current=${current ? "page" : undefined}>
    <${Icon} name=${page.icon} /> <span>${t(page.title)}</span>
  </a>`;
}

/** @param {{page: import("./index.js").ConsolePage|undefined, id: string|null}} props */
function Open({ page, id }) {
  if (!page) return html`<main class="console-page"><${Notice} icon=${html`<${Icon} name="alert" size=${28} />`} title=${t("console-missing")} /></main>`;
  return html`<main class="console-page" id="console-page" tabindex="-1" key=${page.path}>
    <header class="console-head">
      <a class="icon-button back" href=${id ? consoleAddress(page.path) : "#/console"} aria-label=${t("console-back")}><${Icon} name="back" /></a>
      <h2>${t(page.title)}</h2>
    </header>
    <div class="console-body"><${page.component} id=${id} /></div>
  </main>`;
}
