/** Says new messages of guests to those who listen instead of look. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { saidAt } from "../../logic/conversations.js";
import { nameOf } from "../../logic/names.js";
import { plain } from "../../logic/rich_text.js";
import { kindOf } from "../../logic/previews.js";
import * as inbox from "../../store/inbox.js";
import { nameOfKind } from "../parts/kind_name.js";

export function Announcer() {
  const [sentence, say] = useState("");
  const since = useRef(0);
  const newest = inbox.rows.value.find((row) => row.last_message?.direction === "inbound");
  useEffect(() => {
    if (!newest?.last_message) return;
    const at = saidAt(newest);
    // What was there when the list came is not news.
    if (since.current > 0 && at > since.current) say(t("announce", { name: nameOf(newest.contact), text: plain(newest.last_message.preview ?? "") || nameOfKind(kindOf(newest.last_message)) }));
    since.current = Math.max(since.current, at);
  }, [newest?.last_message?.id]);
  return html`<div class="unseen" role="log" aria-live="polite">${sentence}</div>`;
}
