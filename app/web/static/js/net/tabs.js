/** What the tabs of one browser tell each other: a fresh token, a sign-out; and taking turns. */

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("recado") : null;

/** @typedef {{type: "token", value: string, expiresAt: number} | {type: "signed-out"}} Word */

/** To the other tabs, not to this one. */
export function tell(/** @type {Word} */ word) {
  channel?.postMessage(word);
}

export function listen(/** @type {(word: Word) => void} */ heard) {
  channel?.addEventListener("message", (event) => heard(event.data));
}

/**
 * Runs `work` while no other tab runs its own under this name. Browsers without locks (plain http on a
 * network address) just run it: the server gives a spent refresh token's successor again for ten seconds.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(name, work) {
  return navigator.locks ? await navigator.locks.request(name, work) : work();
}
