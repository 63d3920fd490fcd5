/** The buttons of a message of the hotel's, whatever Meta calls them: a picture, a text, and where they lead. */

/** @typedef {{icon: string|null, text: string, hint?: string, type?: string}} Drawn  without a text, WhatsApp names it by its type */

/** Meta's types of template buttons. @type {Record<string, string>} */
const TEMPLATE = { QUICK_REPLY: "reply", URL: "link", PHONE_NUMBER: "call", COPY_CODE: "copy", OTP: "copy", FLOW: "form", CATALOG: "bag", MPM: "bag", SPM: "bag", VOICE_CALL: "call" };

/** What asks for one thing by one button. @type {Record<string, string>} */
const ASKING = { location_request_message: "pin", request_contact_info: "person", address_message: "pin", product: "bag", catalog_message: "bag", product_list: "bag", call_permission_request: "call", voice_call: "call", flow: "form" };

/** @param {string} type @param {Record<string, any>} content @returns {Drawn[]} */
export function buttonsOf(type, content) {
  if (type === "template") return (content.template?.buttons ?? []).map(ofTemplate);
  if (type === "interactive" && content.interactive) return ofInteractive(content.interactive);
  return [];
}

/** @param {any} button @returns {Drawn} */
export function ofTemplate({ type, text, url, phone_number: phone }) {
  return { icon: TEMPLATE[String(type).toUpperCase()] ?? null, text: String(text ?? ""), hint: url ?? phone };
}

/** @param {any} asked Meta's interactive object @returns {Drawn[]} */
export function ofInteractive({ type, action = {} }) {
  const { parameters = {} } = action;
  if (type === "button") return (action.buttons ?? []).map((/** @type {any} */ one) => ({ icon: "reply", text: one.reply?.title ?? "" }));
  if (type === "list") return [{ icon: "list", text: action.button ?? "", type }];
  if (type === "cta_url") return [{ icon: "link", text: parameters.display_text ?? "", hint: parameters.url }];
  if (ASKING[type]) return [{ icon: ASKING[type] ?? null, text: parameters.flow_cta ?? parameters.display_text ?? "", type }];
  return [];
}
