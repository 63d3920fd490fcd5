/** Lines that nobody said: what WhatsApp tells of the guest, and calls. They stand across the thread. */
import { html } from "../../../html.js";
import { moment, timeOfDay } from "../../../i18n/format.js";
import { t } from "../../../i18n/language.js";
import { duration } from "../../../logic/files.js";
import { phoneOf } from "../../../logic/names.js";
import { Icon } from "../../parts/icon.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function Line({ message }) {
  const at = Date.parse(message.created_at);
  const { icon, words, kind } = message.message_type === "call" ? callLine(message.content.call ?? {}, message.direction) : systemLine(message.content);
  return html`<div class=${`line ${kind}`} data-message-id=${message.id}>
    <${Icon} name=${icon} size=${16} /> <span dir="auto">${words}</span> <time datetime=${message.created_at} title=${moment(at)}>${timeOfDay(at)}</time>
  </div>`;
}

const SYSTEM = /** @type {Record<string, string>} */ ({
  user_changed_number: "system-changed-number",
  customer_changed_number: "system-changed-number",
  user_changed_user_id: "system-changed-user-id",
  customer_identity_changed: "system-identity-changed",
  group_create: "group-created",
  group_delete: "group-deleted",
  group_participants_add: "group-joined",
  group_participants_remove: "group-left",
  group_settings_update: "group-changed",
  group_suspend: "group-suspended",
  group_suspend_cleared: "group-unsuspended",
});

/** Meta's own words are English; where we know what they mean we say it ourselves. @param {Record<string, any>} content */
function systemLine({ system = {}, text }) {
  const known = SYSTEM[system.type];
  const phone = phoneOf({ wa_id: system.wa_id ?? system.new_wa_id });
  if (known === "system-changed-number" && phone) return { icon: "info", kind: "", words: t("system-changed-number-to", { phone }) };
  if (Array.isArray(system.participants) && known) return { icon: "person", kind: "", words: t(known, { who: people(system.participants) }) };
  if (String(system.type).startsWith("group_")) return { icon: "info", kind: "", words: withSubject(t(known ?? "group-changed", { who: t("guest-unnamed") }), system.subject) };
  return { icon: "info", kind: "", words: known ? t(known) : text || t("kind-system") };
}

/** @param {any[]} participants */
function people(participants) {
  return participants.map((one) => one.name || phoneOf(one) || t("guest-unnamed")).join(", ") || t("guest-unnamed");
}

/** @param {string} words @param {unknown} subject */
function withSubject(words, subject) {
  return typeof subject === "string" && subject ? `${words}: ${subject}` : words;
}

/** @param {any} call @param {string} direction */
function callLine(call, direction) {
  const ours = direction === "outbound" || /^business/i.test(String(call.direction));
  if (call.missed) return { icon: "call-missed", kind: "missed", words: t(ours ? "call-missed-by-guest" : "call-missed") };
  if (call.duration_s) return { icon: "call", kind: "", words: t("call-lasted", { length: duration(call.duration_s) }) };
  return { icon: "call", kind: "", words: t(ours ? "call-ours" : "call-theirs") };
}
