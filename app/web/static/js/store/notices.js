/** What waits for the attention of those who run a hotel, or the house. */
import { batch, signal } from "../../vendor/signals-core.mjs";
import * as accounts from "../net/accounts.js";
import { me } from "./account.js";

/** @typedef {{id: string, kind: string, severity: "info"|"warning"|"critical", state: string, message: string, details: Record<string, any>, count: number, last_at: string}} Posted */

/** Null until they were asked for. */
export const list = signal(/** @type {Posted[]|null} */ (null));
export const openCount = signal(0);
export const worst = signal(/** @type {string|null} */ (null));
export const error = signal(/** @type {unknown} */ (null));

let shown = /** @type {"open"|"all"} */ ("open");

const isHouse = () => me.peek()?.tenant === null;

/** Whether this person has any. */
export const may = () => Boolean(me.value?.permissions.includes("manage_channels"));

/** @param {"open"|"all"} state */
export async function load(state = shown) {
  shown = state;
  try {
    const told = await accounts.notices(isHouse(), state);
    batch(() => {
      list.value = told.data;
      openCount.value = told.open_count;
      worst.value = told.worst;
      error.value = null;
    });
  } catch (flaw) {
    error.value = flaw;
  }
}

/** @param {string} id */
export async function dismiss(id) {
  await accounts.dismiss(isHouse(), id);
  await load();
}

/** Something was posted or taken down; how many there are only the server counts. @param {unknown[]} events */
export function hear(events) {
  if (events.length > 0 && may()) void load();
}

export function forget() {
  batch(() => {
    list.value = null;
    openCount.value = 0;
    worst.value = null;
    shown = "open";
  });
}
