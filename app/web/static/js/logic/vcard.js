/** A contact as a card file that any address book takes. */

/** @typedef {{name?: string, first_name?: string, last_name?: string, company?: string, title?: string, phones?: {phone?: string, wa_id?: string, type?: string}[], emails?: {email?: string, type?: string}[], urls?: unknown[], addresses?: unknown[], birthday?: string}} Card */

/** @param {Card} card */
export function vcard(card) {
  const lines = ["BEGIN:VCARD", "VERSION:3.0", `FN:${plain(card.name)}`, `N:${plain(card.last_name)};${plain(card.first_name)};;;`];
  if (card.company) lines.push(`ORG:${plain(card.company)}`);
  if (card.title) lines.push(`TITLE:${plain(card.title)}`);
  for (const { phone, wa_id: waId } of card.phones ?? []) lines.push(`TEL${waId ? `;waid=${digits(waId)}` : ""}:${plain(phone ?? waId)}`);
  for (const { email } of card.emails ?? []) if (email) lines.push(`EMAIL:${plain(email)}`);
  return [...lines, "END:VCARD", ""].join("\r\n");
}

/** One line, in which nothing ends the card or begins another. @param {unknown} said */
function plain(said) {
  return String(said ?? "").replace(/[\r\n]+/g, " ").replace(/([\\,;])/g, "\\$1");
}

export const digits = (/** @type {unknown} */ said) => String(said ?? "").replace(/\D/g, "");
