/** Files that wait in this browser to be carried to the server: they outlive a reload, in the browser's own database. */

const [BASE, SHELF] = ["recado", "parcels"];

/** What this page holds anyway; all there is where the browser keeps nothing. @type {Map<string, Blob>} */
const held = new Map();

/** @type {Map<string, string>} */
const urls = new Map();

/** @returns {Promise<IDBDatabase|null>} */
function opened() {
  return new Promise((done) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF);
    asked.onsuccess = () => done(asked.result);
    // Private windows of some browsers keep nothing; then a reload loses the file, and only that.
    asked.onerror = asked.onblocked = () => done(null);
  });
}

/** @template T @param {IDBTransactionMode} mode @param {(shelf: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T|undefined>} */
async function at(mode, act) {
  const base = await opened();
  if (!base) return undefined;
  return new Promise((done) => {
    const asked = act(base.transaction(SHELF, mode).objectStore(SHELF));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(undefined);
  }).finally(() => base.close());
}

/** @param {string} key @param {Blob} file */
export async function keep(key, file) {
  held.set(key, file);
  await at("readwrite", (shelf) => shelf.put(file, key));
}

/** @param {string} key @returns {Promise<Blob|undefined>} */
export async function find(key) {
  return held.get(key) ?? (await at("readonly", (shelf) => shelf.get(key)));
}

/** The server has it. What is on screen stays until the page goes. @param {string} key */
export function drop(key) {
  return at("readwrite", (shelf) => shelf.delete(key));
}

/** An address within this page for what was kept, null when it is gone. @param {string} key @returns {Promise<string|null>} */
export async function urlOf(key) {
  const known = urls.get(key);
  if (known) return known;
  const file = await find(key);
  if (!file) return null;
  held.set(key, file);
  const url = URL.createObjectURL(file);
  urls.set(key, url);
  return url;
}

/** What this page can show without asking anybody. @param {string|undefined} key */
export const urlNow = (key) => (key ? (urls.get(key) ?? null) : null);

export function forget() {
  for (const url of urls.values()) URL.revokeObjectURL(url);
  urls.clear();
  held.clear();
  return at("readwrite", (shelf) => shelf.clear());
}
