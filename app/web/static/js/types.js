/**
 * The shapes that travel between server and screen, for editors and type checkers; nothing runs here.
 *
 * @typedef {"scheduled"|"pending"|"sent"|"delivered"|"read"|"played"|"failed"|"uncertain"|"cancelled"|"received"|"refused"} Status  "refused" is ours: the server would not take it
 *
 * @typedef {object} MessageError
 * @property {number|string|null} [code]
 * @property {string} [title]
 * @property {string} [message]
 * @property {string} [action]  what the button beside the sentence offers
 * @property {string} [action_label]
 * @property {string} [tell]
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {string} conversation_id
 * @property {"inbound"|"outbound"} direction
 * @property {"contact"|"agent"|"bot"} sender_type
 * @property {string|null} sender_id
 * @property {string} message_type
 * @property {Record<string, any>} content
 * @property {Status} status
 * @property {MessageError|null} error
 * @property {string} created_at
 * @property {string|null} [sent_at]
 * @property {string|null} [delivered_at]
 * @property {string|null} [read_at]
 * @property {string|null} [reply_to]
 * @property {{sender_type: string, sender_id: string|null, emoji: string, at?: string}[]} [reactions]
 * @property {string|null} [edited_at]
 * @property {string|null} [revoked_at]
 * @property {"phone"|"history"|null} [origin]  "phone": written in the WhatsApp Business app
 * @property {("cancel"|"retry"|"decide")[]} [can]  what this person may do with it now
 * @property {string|null} [uncertain_since]
 * @property {{at?: string, timezone?: string, when?: string}|null} [schedule]
 * @property {number} [event_id]
 * @property {number} [stepped]  ours: the event of its last step on the ladder
 * @property {number} [heard]  ours: in which order this page came to know of it
 * @property {string} [local]  the key of an outbox entry, where the server has not answered yet
 *
 * @typedef {object} LastMessage
 * @property {string} id
 * @property {"inbound"|"outbound"} direction
 * @property {string} message_type
 * @property {string|null} preview
 * @property {string|null} [revoked_at]
 * @property {Status} status
 * @property {string} created_at
 *
 * @typedef {object} Conversation
 * @property {string} id
 * @property {"open"|"snoozed"|"closed"} status
 * @property {{id: string, name: string|null, phone: string|null, wa_id: string|null, username: string|null, group_id?: string|null, marketing_opted_out_at?: string|null}} contact
 * @property {{id: string, phone_number_id: string, display_phone_number: string|null, name: string|null, can_send?: boolean}|null} number
 * @property {LastMessage|null} last_message
 * @property {string|null} last_message_at
 * @property {string} [last_activity_at]
 * @property {number} unread_count
 * @property {string|null} window_expires_at
 * @property {boolean} [window_open]
 * @property {string|null} [free_entry_until]
 * @property {boolean} [archived]
 * @property {string} created_at
 * @property {string} updated_at
 * @property {number} [event_id]
 *
 * @typedef {object} StatusChange
 * @property {string} message_id
 * @property {string} conversation_id
 * @property {Status} status
 * @property {string} timestamp
 * @property {MessageError|null} [error]
 * @property {("cancel"|"retry"|"decide")[]} [can]
 * @property {string|null} [uncertain_since]
 * @property {number} [event_id]
 * @property {number} [heard]
 *
 * @typedef {{event_id: number, event: string, data: object}} LoggedEvent
 *
 * @typedef {{at?: string, timezone?: string, when?: "guest_writes"}} Schedule
 * @typedef {{type: string, content: Record<string, any>, reply_to?: string, schedule?: Schedule}} Body  what a message asks the server to say
 * @typedef {{name: string, type: string, size: number, width?: number, height?: number, duration_ms?: number}} LocalFile  a file that lies in this browser
 *
 * @typedef {object} OutboxEntry
 * @property {string} key  the Idempotency-Key, made once
 * @property {string} conversation_id
 * @property {Body} body
 * @property {LocalFile} [file]  its bytes lie in this browser under the entry's key, until the server has them
 * @property {Record<string, any>} [shown]  what its bubble says, where the body alone does not tell
 * @property {string} created_at
 * @property {number} tries
 * @property {"uploading"|"sending"|"waiting"|"refused"} state
 * @property {number|null} [until]  it waits until then because too much was sent in too little time
 * @property {{code: string, message: string, body?: Record<string, any>}|null} error
 *
 * @typedef {{id: string, email: string, name: string, role: string, tenant_id: string|null, must_change_password?: boolean}} User
 * @typedef {{id: string, slug: string, name: string, status: string, timezone?: string, locale?: string}} Tenant
 * @typedef {{user: User, tenant: Tenant|null, permissions: string[]}} Me
 */
export {};
