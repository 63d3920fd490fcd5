/** How people are shown: a name if there is one, else the phone; initials and a colour that stays theirs. */

/** @param {import("../types.js").Conversation["contact"]|null|undefined} contact */
export function nameOf(contact) {
  if (!contact) return "";
  return contact.name?.trim() || (contact.username ? `@${contact.username}` : "") || phoneOf(contact) || "";
}

/** @param {{phone?: string|null, wa_id?: string|null}} contact */
export function phoneOf(contact) {
  const digits = (contact.phone ?? contact.wa_id ?? "").replace(/\D/g, "");
  return digits ? spaced(digits) : "";
}

/** Brazilian numbers as people write them; others in groups behind the plus. */
function spaced(/** @type {string} */ digits) {
  const home = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits);
  if (home) return `+55 ${home[1]} ${home[2]}-${home[3]}`;
  const north = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits);
  if (north) return `+1 ${north[1]} ${north[2]}-${north[3]}`;
  return `+${digits.replace(/(\d{2,3})(?=(\d{3,4})+$)/, "$1 ").trim()}`;
}

/** One or two letters; null for a bare number. */
export function initials(/** @type {string} */ name) {
  const words = name.replace(/^@/, "").split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  if (words.length === 0) return null;
  const picked = words.length === 1 ? [words[0]] : [words[0], words[words.length - 1]];
  return picked.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

/** 0 to 359, the same for the same id. */
export function hue(/** @type {string} */ id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return sum % 360;
}
