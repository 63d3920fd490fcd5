/** The doors to a hotel's numbers, its templates and what its admins must know of. */
import { call } from "./api.js";

/** @param {boolean} house */
const desk = (house) => (house ? "/api/house/notices" : "/api/notices");

/** @param {boolean} house @param {"open"|"all"} state */
export const notices = (house, state) => call("GET", `${desk(house)}?state=${state}`);

/** @param {boolean} house @param {string} id */
export const dismiss = (house, id) => call("POST", `${desk(house)}/${id}/dismiss`, { body: {} });

/** @param {string} hotel */
const numbersOf = (hotel) => `/api/tenants/${hotel}/whatsapp`;

/** @param {string} hotel */
export const numbers = (hotel) => call("GET", numbersOf(hotel));

/** @param {string} hotel */
export const test = (hotel) => call("POST", `${numbersOf(hotel)}/test`, { body: {} });

/** Its app and the app's secret stay as they are. @param {string} hotel @param {Record<string, any>} number @param {string} access_token */
export const reconnect = (hotel, { phone_number_id, business_account_id, graph }, access_token) =>
  call("PUT", numbersOf(hotel), { body: { phone_number_id, business_account_id, graph, access_token } });

/** @param {string} hotel */
export const retireSecret = (hotel) => call("POST", `${numbersOf(hotel)}/retire-secret`, { body: {} });

/** @param {string} hotel @param {string} number */
export const callback = (hotel, number) => call("GET", `${numbersOf(hotel)}/callback?phone_number_id=${encodeURIComponent(number)}`);

/** @param {string} hotel @param {string} number @param {boolean} override */
export const setCallback = (hotel, number, override) =>
  call("POST", `${numbersOf(hotel)}/callback`, { body: { phone_number_id: number, override } });
