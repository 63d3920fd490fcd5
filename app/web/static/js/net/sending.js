/** The doors around what we say: taking back, trying again, deciding, what is scheduled, and templates to choose from. */
import { call, query } from "./api.js";

/** @typedef {import("../types.js").Message} Message */

/** Takes back what has not left yet. @param {string} id @returns {Promise<Message>} */
export const cancel = (id) => call("POST", `/api/messages/${id}/cancel`, { body: {} });

/** Sends anew what was not delivered. @param {string} id @returns {Promise<Message>} */
export const retry = (id) => call("POST", `/api/messages/${id}/retry`, { body: {} });

/** A person knows what became of it. @param {string} id @param {"arrived"|"not_arrived"|"send_again"} outcome @returns {Promise<Message>} */
export const decide = (id, outcome) => call("POST", `/api/messages/${id}/decide`, { body: { outcome } });

/** What waits in a conversation for its time, or for the guest. @param {string} conversation @returns {Promise<{data: Message[]}>} */
export const scheduled = (conversation) => call("GET", `/api/conversations/${conversation}/scheduled`);

/** @param {string} id @param {{at?: string, timezone?: string, content?: unknown}} change @returns {Promise<Message>} */
export const reschedule = (id, change) => call("PATCH", `/api/scheduled/${id}`, { body: change });

/** The templates that may be sent, those that fit the guest first. @param {string} conversation_id @returns {Promise<{data: any[]}>} */
export const offers = (conversation_id) => call("GET", `/api/templates/offers${query({ conversation_id })}`);

/** How a template would read with these values; also while something is missing. @param {Record<string, any>} asked @param {string} conversation_id */
export const preview = (asked, conversation_id) => call("POST", "/api/templates/preview", { body: { conversation_id, ...asked } });
