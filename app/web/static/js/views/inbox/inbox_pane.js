/** The list side: its head, the search, the filters, and the conversations. */
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { me } from "../../store/account.js";
import * as inbox from "../../store/inbox.js";
import { Bell } from "../shell/bell.js";
import { AccountButton } from "../shell/rail.js";
import { ConversationList } from "./conversation_list.js";
import { Search } from "./search.js";

const FILTERS = /** @type {const} */ (["all", "unread"]);

export function InboxPane() {
  return html`<section class="inbox" aria-label=${t("room-inbox")}>
    <header class="inbox-head">
      <div>
        <h1>${t("room-inbox")}</h1>
        <p>${me.value?.tenant?.name}</p>
      </div>
      <span class="phone-only inbox-corner"><${Bell} /><${AccountButton} /></span>
    </header>
    <${Search} />
    <div class="filters" role="group" aria-label=${t("filters")}>
      ${FILTERS.map((name) => html`<${Filter} key=${name} name=${name} />`)}
    </div>
    <${ConversationList} />
  </section>`;
}

/** @param {{name: typeof FILTERS[number]}} props */
function Filter({ name }) {
  const count = name === "unread" ? inbox.unread.value : 0;
  function choose() {
    if (inbox.filter.value === name) return;
    inbox.filter.value = name;
    inbox.load();
  }
  return html`<button type="button" class="chip" aria-pressed=${inbox.filter.value === name ? "true" : "false"} onClick=${choose}>
    ${t(`filter-${name}`)}${count > 0 && html` <span class="chip-count">${count}</span>`}
  </button>`;
}
