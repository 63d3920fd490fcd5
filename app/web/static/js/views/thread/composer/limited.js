/** Too much in too little time: said kindly, with how long it takes until the rest goes by itself. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { duration } from "../../../logic/files.js";
import { serverNow } from "../../../net/http.js";
import { entries } from "../../../store/outbox.js";
import { Icon } from "../../parts/icon.js";

/** @param {{id: string}} props */
export function Limited({ id }) {
  const [, tick] = useState(0);
  const mine = entries.value.filter((entry) => entry.conversation_id === id && entry.state !== "refused");
  const until = Math.max(0, ...mine.map((entry) => entry.until ?? 0));
  useEffect(() => {
    if (until <= serverNow()) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [until]);
  const left = until - serverNow();
  if (left <= 0) return null;
  return html`<p class="limited">
    <${Icon} name="clock" size=${18} />
    <span role="status"><strong>${t("limited", { count: mine.length })}</strong> ${t("limited-text")}</span>
    <span class="limited-left" role="timer" aria-label=${t("limited-left", { left: duration(left / 1000) })}>${duration(Math.ceil(left / 1000))}</span>
  </p>`;
}
