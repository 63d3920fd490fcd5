/** What went wrong, as a sentence for people: the server's own if it gave one. */
import { t } from "../../i18n/language.js";
import { ApiError } from "../../net/http.js";

/** @param {unknown} error */
export function sentenceOf(error) {
  if (error instanceof ApiError) return error.message || t("error-unexpected", { code: error.code });
  return t("error-no-answer");
}

/** What the server says of each field, by its name without the path. @param {unknown} error @returns {Record<string, string>} */
export function fieldErrors(error) {
  const details = error instanceof ApiError && Array.isArray(error.body.details) ? error.body.details : [];
  return Object.fromEntries(details.map((/** @type {any} */ one) => [String(one.field).split(".").pop(), one.message]));
}
