/** The conversations, newest activity first, and more of them as one scrolls down. */
import { useEffect, useRef } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as inbox from "../../store/inbox.js";
import { openId } from "../../store/place.js";
import { Icon } from "../parts/icon.js";
import { Notice } from "../parts/notice.js";
import { ConversationRow } from "./conversation_row.js";

const SKELETONS = [0, 1, 2, 3, 4, 5, 6];

export function ConversationList() {
  const { state, more } = inbox.listing.value;
  const rows = inbox.rows.value;
  if (rows.length === 0) return html`<div class="list"><${Empty} state=${state} /></div>`;
  return html`<div class="list" onKeyDown=${walk}>
    <ul>
      ${rows.map((row) => html`<li key=${row.id}><${ConversationRow} conversation=${row} current=${row.id === openId.value} /></li>`)}
    </ul>
    ${more && html`<${MoreBelow} state=${state} />`}
  </div>`;
}

/** @param {{state: string}} props */
function Empty({ state }) {
  if (state === "loading") return html`<div role="status" aria-label=${t("loading")}>${SKELETONS.map((n) => html`<div key=${n} class="row-skeleton"><i></i><b></b><s></s></div>`)}</div>`;
  if (state === "failed")
    return html`<${Notice} icon=${html`<${Icon} name="alert" size=${28} />`} title=${t("list-failed")}>
      <button type="button" class="secondary" onClick=${() => inbox.load()}>${t("try-again")}</button>
    <//>`;
  const kind = inbox.search.value ? "search" : inbox.filter.value;
  return html`<${Notice} icon=${html`<${Icon} name=${kind === "search" ? "search" : "inbox"} size=${28} />`} title=${t(`list-empty-${kind}`)} text=${t(`list-empty-${kind}-text`)} />`;
}

/** Coming into view asks for the next page. @param {{state: string}} props */
function MoreBelow({ state }) {
  const mark = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && inbox.loadMore(), { rootMargin: "300px" });
    if (mark.current) watch.observe(mark.current);
    return () => watch.disconnect();
  }, [state]);
  return html`<div class="list-more" ref=${mark}>
    ${state === "failed" ? html`<button type="button" class="secondary" onClick=${inbox.loadMore}>${t("try-again")}</button>` : t("loading")}
  </div>`;
}

/** Arrows go from row to row. */
function walk(/** @type {KeyboardEvent} */ event) {
  if (event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const links = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("a")];
  const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
