/** Addresses that strangers gave us: only those a browser may open safely. */

/** The address if it is of the web, else null. @param {unknown} said */
export function webLink(said) {
  if (typeof said !== "string" || said.length > 2_000) return null;
  const url = URL.parse ? URL.parse(said) : parsed(said);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

function parsed(/** @type {string} */ said) {
  try {
    return new URL(said);
  } catch {
    return null;
  }
}

/** Whose address it is, as far as people need to know. */
export function hostOf(/** @type {string} */ href) {
  return parsed(href)?.hostname.replace(/^www\./, "") ?? "";
}

/** A path of our own doors of media, else null: nothing else is ever fetched for a message. @param {unknown} path */
export function mediaPath(path) {
  return typeof path === "string" && /^\/api\/media\/[\w-]+(\/thumbnail)?$/.test(path) ? path : null;
}

/** A small picture that came within the message, else null. @param {unknown} said */
export function inlinePicture(said) {
  return typeof said === "string" && said.length < 20_000 && /^data:image\/(jpeg|png|webp|gif);base64,[A-Za-z0-9+/=]+$/.test(said) ? said : null;
}
