/** Places that were sent from this browser: the hotel itself, its restaurant, the airport; ready to be sent again. */
import { me } from "./account.js";

const MOST = 6;

/** @typedef {{latitude: number, longitude: number, name?: string, address?: string}} Place */

const keyOf = () => `recado.places.${me.value?.tenant?.id}`;

/** The last one first. @returns {Place[]} */
export function places() {
  return JSON.parse(localStorage.getItem(keyOf()) ?? "[]");
}

/** @param {Place} place */
export function remember(place) {
  const others = places().filter((one) => one.latitude !== place.latitude || one.longitude !== place.longitude);
  localStorage.setItem(keyOf(), JSON.stringify([place, ...others].slice(0, MOST)));
}
