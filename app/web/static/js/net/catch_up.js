/** Asking for what was missed, one question at a time, until nothing is behind. */
import { Ledger } from "../logic/ledger.js";

const SETTLE_MS = 250;
const PAUSE_MS = 2_000;

/**
 * @typedef {{events?: import("../types.js").LoggedEvent[], resync?: boolean, has_more?: boolean, up_to: number}} Answer
 * @typedef {object} Duties
 * @property {(since: number) => Promise<Answer>} ask
 * @property {(event: import("../types.js").LoggedEvent) => void} apply
 * @property {() => void} resync  the log no longer reaches back: load everything anew
 * @property {(run: () => void, ms: number) => void} [later]
 */
export class CatchUp {
  ledger = new Ledger();
  /** @type {Promise<void>|null} */ #running = null;
  #waiting = false;
  /** @type {Duties} */ #duties;

  constructor(/** @type {Duties} */ duties) {
    this.#duties = duties;
  }

  /** A live event: applied unless it was had before. @param {string} event @param {{event_id?: number}} data */
  live(event, data) {
    if (this.ledger.take(data.event_id)) this.#duties.apply({ event_id: data.event_id ?? 0, event, data });
  }

  /** On connecting: the first time we begin at the server's newest event, later we ask from where we are. @param {number} lastEventId */
  connected(lastEventId) {
    if (this.ledger.mark === null) this.ledger.reach(lastEventId);
    this.ledger.see(lastEventId);
    if (this.ledger.behind) this.run();
  }

  /** A hint that something happened. Its event is probably on its way, so it gets a moment. @param {number} eventId */
  head(eventId) {
    this.ledger.see(eventId);
    if (this.#waiting || !this.ledger.behind) return;
    this.#waiting = true;
    this.#later(() => {
      this.#waiting = false;
      if (this.ledger.behind) this.run();
    }, SETTLE_MS);
  }

  /** Asks now, also if nothing seems to be missing: a hint may have been lost. */
  run() {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain() {
    if (this.ledger.mark === null) return;
    try {
      while (await this.#once());
    } catch {
      // Nobody answered: the next hint, connection or safety round asks again.
      if (this.ledger.behind) this.#later(() => this.head(this.ledger.head), PAUSE_MS);
    }
  }

  /** @returns {Promise<boolean>} whether to ask on: there is more, and this answer brought us further */
  async #once() {
    const from = this.ledger.mark ?? 0;
    const answer = await this.#duties.ask(from);
    if (answer.resync) this.#duties.resync();
    for (const logged of answer.events ?? []) {
      if (this.ledger.take(logged.event_id)) this.#duties.apply(logged);
    }
    this.ledger.reach(answer.up_to);
    return (this.ledger.mark ?? 0) > from && (answer.has_more === true || this.ledger.behind);
  }

  #later(/** @type {() => void} */ run, /** @type {number} */ ms) {
    (this.#duties.later ?? setTimeout)(run, ms);
  }
}
