/** The door of the outbox's console: what has not gone, and why. */
import { call, query } from "./api.js";

/** @typedef {"failed"|"uncertain"|"parked"|"waiting"} Lot */
/** @typedef {{message_id: string, conversation_id: string, channel_id: string, guest: string|null, message_type: string, state: Lot, because: string, error: {code: number, action_label?: string}|null, lane: string, template: string|null, attempts: number, said_at: string, since: string, due_at: string|null, can: string[]}} Line */
/** @typedef {{channel_id: string, display_phone_number: string, oldest_at: string|null} & Record<Lot, number>} NumberLots */
/** @typedef {{state: Lot, channel_id: string, because: string, code: number|null, messages: number, oldest_at: string}} Reason */
/** @typedef {{numbers: NumberLots[], reasons: Reason[], data: Line[], next: string|null}} Page */

/** @param {{state: Lot, channel_id?: string}} choice @param {string|null} after @returns {Promise<Page>} */
export const page = (choice, after) => call("GET", `/api/outbox${query({ ...choice, after })}`);
