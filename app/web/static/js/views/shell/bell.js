/** The bell: what waits for the attention of those who run the hotel, or the house. */
import { useEffect } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import * as notices from "../../store/notices.js";
import { Icon } from "../parts/icon.js";

export function Bell() {
  const may = notices.may();
  useEffect(() => {
    if (may && notices.list.peek() === null) void notices.load();
  }, [may]);
  if (!may) return null;
  const count = notices.openCount.value;
  const name = count ? t("bell-count", { count }) : t("bell");
  return html`<a class=${`rail-room bell ${notices.worst.value ?? ""}`} href=${consoleAddress("notices")} title=${name} aria-label=${name}>
    <${Icon} name="bell" size=${22} />
    ${count > 0 && html`<span class="badge" aria-hidden="true">${count > 99 ? "99+" : count}</span>`}
  </a>`;
}
