/** What went wrong with a message of ours, in words, and what may be done about it. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { consoleAddress } from "../../logic/place.js";
import { untilGuestWrites } from "../../logic/bodies.js";
import { serverNow } from "../../net/http.js";
import { me } from "../../store/account.js";
import * as desk from "../../store/desk.js";
import * as outbox from "../../store/outbox.js";
import { pagesOf } from "../console/index.js";
import { Icon } from "../parts/icon.js";
import { cancel, decide, retry } from "./acting.js";
import { editAgain } from "./editing.js";

/** @typedef {import("../../types.js").Message} Message */

/** @param {{message: Message}} props */
export function Trouble({ message }) {
  if (message.status === "uncertain") return html`<${Unsure} message=${message} />`;
  if (message.status === "refused") return html`<${Refused} message=${message} />`;
  if (message.status === "pending") return html`<${Waiting} message=${message} />`;
  if (message.status !== "failed") return null;
  const { code, title, message: sentence } = message.error ?? {};
  return html`<div class="trouble">
    <p>${sentence || title || t("trouble-failed")} ${code !== undefined && code !== null && html`<span class="code">${t("trouble-code", { code: String(code) })}</span>`}</p>
    <p class="trouble-acts">
      <${Remedy} message=${message} />
      ${message.can?.includes("retry") && message.error?.action !== "retry" && html`<${Act} icon="retry" words=${t("try-again")} onClick=${() => retry(message)} />`}
    </p>
  </div>`;
}

/** What waits says why, if anybody knows, and can be taken back as long as it does. @param {{message: Message}} props */
function Waiting({ message }) {
  const { local, error, can } = message;
  const long = useLong(message.created_at);
  if (local && !error) return null;
  const back = local ? true : long && can?.includes("cancel");
  if (!back && !error?.message) return null;
  return html`<div class="trouble unsure">
    ${!local && error?.message && html`<p>${error.message}</p>`}
    ${back && html`<p class="trouble-acts">
      ${local && html`<${Act} icon="edit" words=${t("edit")} onClick=${() => editAgain(message)} />`}
      <${Act} icon="close" words=${t("cancel-sending")} onClick=${() => (local ? outbox.takeBack(local) : cancel(message))} />
    </p>`}
  </div>`;
}

const LONG_MS = 4_000;

/** Most leave within a blink, and nobody is asked about those. @param {string} since */
function useLong(since) {
  const [, wake] = useState(0);
  const left = Date.parse(since) + LONG_MS - serverNow();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => wake((n) => n + 1), left + 20);
    return () => clearTimeout(timer);
  }, [since]);
  return left <= 0;
}

/** Busy until the server has answered. @param {{icon: string, words: string, onClick: () => unknown}} props */
function Act({ icon, words, onClick }) {
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    await onClick();
    setBusy(false);
  };
  return html`<button type="button" disabled=${busy} onClick=${act}><${Icon} name=${icon} size=${14} /> ${words}</button>`;
}

/** What each action of Meta's refusals leads to here. @type {Record<string, {icon: string, act?: (message: Message) => unknown, page?: string, needs?: string}>} */
const REMEDIES = {
  retry: { icon: "retry", act: retry, needs: "retry" },
  "edit-message": { icon: "edit", act: editAgain },
  "attach-again": { icon: "edit", act: editAgain },
  "send-template": { icon: "template", act: () => desk.open("template") },
  "sync-templates": { icon: "template", page: "templates" },
  reconnect: { icon: "number", page: "numbers" },
  "register-number": { icon: "number", page: "numbers" },
  "fix-payment": { icon: "number", page: "numbers" },
  "open-manager": { icon: "number", page: "numbers" },
};

/** What only people can do, away from this screen. @type {Record<string, string>} */
const BY_PEOPLE = { "ask-another-number": "number", "contact-support": "info" };

/** Who may not go where the trouble is mended is told by the sentence whom to ask. @param {{message: Message}} props */
function Remedy({ message }) {
  const { action, action_label: label } = message.error ?? {};
  const remedy = action ? REMEDIES[action] : undefined;
  if (action && label && BY_PEOPLE[action]) return html`<span class="trouble-told"><${Icon} name=${BY_PEOPLE[action]} size=${14} /> ${label}</span>`;
  if (!remedy || (remedy.needs && !message.can?.includes(/** @type {any} */ (remedy.needs)))) return null;
  const words = label || t("try-again");
  const { act, page } = remedy;
  if (act) return html`<${Act} icon=${remedy.icon} words=${words} onClick=${() => act(message)} />`;
  if (!page || !pagesOf(me.value).some((one) => one.path === page)) return null;
  return html`<a href=${consoleAddress(page)}><${Icon} name=${remedy.icon} size=${14} /> ${words}</a>`;
}

/** Nobody knows whether it reached WhatsApp. After a while a person is asked. @param {{message: Message}} props */
function Unsure({ message }) {
  if (!message.can?.includes("decide")) return html`<p class="trouble unsure">${t("trouble-uncertain")}</p>`;
  return html`<div class="trouble unsure asked-of-us" role="group" aria-label=${t("uncertain-question")}>
    <p><strong>${t("uncertain-question")}</strong> ${t("uncertain-text")}</p>
    <p class="trouble-acts">
      <${Act} icon="check" words=${t("uncertain-arrived")} onClick=${() => decide(message, "arrived")} />
      <${Act} icon="close" words=${t("uncertain-not-arrived")} onClick=${() => decide(message, "not_arrived")} />
      <${Act} icon="retry" words=${t("uncertain-again")} onClick=${() => decide(message, "send_again")} />
    </p>
  </div>`;
}

/** The server would not take it; nothing was sent. @param {{message: Message}} props */
function Refused({ message }) {
  const key = message.local ?? "";
  const { code, message: sentence } = message.error ?? {};
  const closed = code === "WINDOW_CLOSED";
  const gone = code === "FILE_GONE";
  return html`<div class="trouble" role="alert">
    <p>${gone ? t("trouble-file-gone") : sentence || t("trouble-refused")}</p>
    <p class="trouble-acts">
      ${closed && html`<${Act} icon="template" words=${t("closed-templates")} onClick=${() => desk.open("template")} /><${Act} icon="clock" words=${t("send-when-guest-writes")} onClick=${() => outbox.sendOtherwise(key, untilGuestWrites)} />`}
      ${!closed && !gone && html`<${Act} icon="retry" words=${t("try-again")} onClick=${() => outbox.retry(key)} />`}
      ${!gone && !message.content.voice && html`<${Act} icon="edit" words=${t("edit")} onClick=${() => editAgain(message)} />`}
      <${Act} icon="trash" words=${t("discard")} onClick=${() => outbox.takeBack(key)} />
    </p>
  </div>`;
}
