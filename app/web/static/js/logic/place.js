/** Addresses within the page: `#/` is the inbox, `#/c/{id}` a conversation, `#/console/{path}[/{id}]` a page of the console. */

/** @typedef {{room: "inbox", conversationId: string|null} | {room: "console", conversationId: null, path: string|null, id: string|null}} Place */

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const page = /^#\/console(?:\/([a-z-]+)(?:\/([0-9a-zA-Z._:-]+))?)?$/.exec(hash);
  if (page) return { room: "console", conversationId: null, path: page[1] ?? null, id: page[2] ?? null };
  const match = /^#\/c\/([0-9a-zA-Z-]+)$/.exec(hash);
  return { room: "inbox", conversationId: match?.[1] ?? null };
}

export function addressOf(/** @type {string|null} */ conversationId) {
  return conversationId ? `#/c/${conversationId}` : "#/";
}

/** A page of the console, or one thing on it. @param {string} path @param {string|null} [id] */
export function consoleAddress(path, id) {
  return id ? `#/console/${path}/${id}` : `#/console/${path}`;
}
