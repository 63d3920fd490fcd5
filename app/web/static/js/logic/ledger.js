/**
 * Which logged events this browser has had: everything up to a mark, and some beyond it.
 *
 * Events arrive live and again by resume, in any order, and a reader may not be allowed to see all of them,
 * so a gap alone means nothing: only a resume may say "that was all up to here".
 */
export class Ledger {
  /** @type {number|null} */ mark = null;
  /** @type {number} */ head = 0;
  /** @type {Set<number>} */ #ahead = new Set();

  /** True when the event is new and may be applied. Events without a number are never logged and always new. */
  take(/** @type {number|undefined|null} */ id) {
    if (id === undefined || id === null) return true;
    if ((this.mark !== null && id <= this.mark) || this.#ahead.has(id)) return false;
    this.#ahead.add(id);
    this.head = Math.max(this.head, id);
    this.#climb();
    return true;
  }

  /** All events up to `id` are known, seen or not ours to see. */
  reach(/** @type {number} */ id) {
    if (this.mark !== null && id <= this.mark) return;
    this.mark = id;
    this.head = Math.max(this.head, id);
    for (const seen of this.#ahead) if (seen <= id) this.#ahead.delete(seen);
    this.#climb();
  }

  /** The server's newest event, which we may or may not have. */
  see(/** @type {number} */ id) {
    this.head = Math.max(this.head, id);
  }

  get behind() {
    return this.mark !== null && this.mark < this.head;
  }

  #climb() {
    if (this.mark === null) return;
    while (this.#ahead.delete(this.mark + 1)) this.mark += 1;
  }
}
