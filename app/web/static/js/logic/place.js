/** Addresses within the page: `#/` is the inbox, `#/c/{id}` a conversation; more rooms come here. */

/** @typedef {{room: "inbox", conversationId: string|null}} Place */

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const match = /^#\/c\/([0-9a-zA-Z-]+)$/.exec(hash);
  return { room: "inbox", conversationId: match?.[1] ?? null };
}

export function addressOf(/** @type {string|null} */ conversationId) {
  return conversationId ? `#/c/${conversationId}` : "#/";
}
