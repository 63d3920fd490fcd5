/** What a guest tapped, filled in or allowed, and what the hotel sent to be answered so. */
import { html } from "../../../html.js";
import { when } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { facts } from "../../../logic/facts.js";
import { Icon } from "../../parts/icon.js";
import { AskedKind } from "./asked.js";
import { RichText } from "./text.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function InteractiveKind({ message }) {
  const { content } = message;
  if (content.interactive) return html`<${AskedKind} message=${message} />`;
  if (content.reply) return html`<${Tapped} reply=${content.reply} />`;
  if (content.flow) return html`<${Filled} flow=${content.flow} />`;
  if (content.call_permission) return html`<${Permission} permission=${content.call_permission} />`;
  return html`<${RichText} text=${String(content.text ?? t("kind-interactive"))} />`;
}

/** @param {{reply: any}} props */
function Tapped({ reply }) {
  return html`<div class="tapped">
    <span class="tapped-sign" aria-hidden="true"><${Icon} name=${reply.kind === "list_reply" ? "form" : "tap"} size=${18} /></span>
    <span class="tapped-words">
      <span class="unseen">${t("tapped")}</span>
      <strong class="words" dir="auto">${reply.title}</strong>
      ${reply.description && html`<span dir="auto">${reply.description}</span>`}
    </span>
  </div>`;
}

/** @param {{flow: any}} props */
function Filled({ flow }) {
  const lines = facts(flow.response);
  const isAddress = flow.name === "address_message";
  return html`<div class="filled">
    <span class="filled-head"><${Icon} name=${isAddress ? "pin" : "form"} size=${18} /> <strong>${t(isAddress ? "flow-address" : "flow-filled")}</strong></span>
    ${lines.length === 0 && flow.body && html`<${RichText} text=${String(flow.body)} />`}
    <dl>
      ${lines.map(({ name, value }, index) => html`<div key=${index}>${name && html`<dt dir="auto">${isAddress ? ofAddress(name) : name}</dt>`}<dd dir="auto">${value}</dd></div>`)}
    </dl>
  </div>`;
}

/** Meta's own names of the parts of an address; a hotel's forms have the hotel's. */
function ofAddress(/** @type {string} */ name) {
  const id = `address-${name.toLowerCase().replace(/ /g, "-")}`;
  const said = t(id);
  return said === id ? name : said;
}

/** @param {{permission: any}} props */
function Permission({ permission }) {
  const yes = permission.response === "accept";
  const until = permission.expires_at ? when(Date.parse(permission.expires_at)) : "";
  const sentence = !yes ? t("calls-refused") : permission.is_permanent || !until ? t("calls-allowed") : t("calls-allowed-until", { moment: until });
  return html`<div class="tapped">
    <span class="tapped-sign" aria-hidden="true"><${Icon} name="call" size=${18} /></span>
    <span class="tapped-words"><strong>${sentence}</strong></span>
  </div>`;
}
