/** The doors to making, changing and deleting a hotel's templates, and to those that come with the house. */
import { call } from "./api.js";

/**
 * @typedef {{from?: string, fallback?: string}} Source
 * @typedef {{name: string, language: string, category: string, components: Record<string, any>[], sources: Record<string, Source>}} Proposal
 * @typedef {{field: string, message: string, type: string}} Flaw
 * @typedef {{preview: Record<string, any>, flaws: Flaw[]}} Checked
 * @typedef {{language: string, preview: Record<string, any>, template_id: string|null, status: string|null}} Wording
 * @typedef {{key: string, title: string, purpose: string, category: string, languages: Wording[]}} Entry
 */

/** @returns {Promise<{data: any[], accounts: {business_account_id: string, synced_at: string|null}[]}>} */
export const list = () => call("GET", "/api/templates");

/** @param {string} id @returns {Promise<Record<string, any>>} */
export const one = (id) => call("GET", `/api/templates/${id}`);

/** @returns {Promise<{data: {field: string, label: string, available: boolean}[]}>} */
export const fields = () => call("GET", "/api/templates/fields");

/** @param {Proposal} body @returns {Promise<Checked>} */
export const check = (body) => call("POST", "/api/templates/check", { body });

/** @param {Proposal} body @returns {Promise<Record<string, any>>} */
export const create = (body) => call("POST", "/api/templates", { body });

/** @param {string} id @param {Partial<Proposal>} body @returns {Promise<Record<string, any>>} */
export const change = (id, body) => call("PATCH", `/api/templates/${id}`, { body });

/** @param {string} id */
export const remove = (id) => call("DELETE", `/api/templates/${id}`);

/** @returns {Promise<{data: {found: number, changed: number, gone: number, trouble: string|null}[]}>} */
export const sync = () => call("POST", "/api/templates/sync", { body: {} });

/** @returns {Promise<{data: Entry[]}>} */
export const library = () => call("GET", "/api/templates/library");

/** @param {string} key @returns {Promise<{data: {language: string, template: any, error: {message: string}|null}[]}>} */
export const take = (key) => call("POST", `/api/templates/library/${key}`, { body: {} });
