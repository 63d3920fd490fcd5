/** What a person does about a message of ours: take it back, send it anew, say what became of it. */
import { batch } from "../../../vendor/signals-core.mjs";
import * as sending from "../../net/sending.js";
import * as desk from "../../store/desk.js";
import * as threads from "../../store/threads.js";
import { sentenceOf } from "../parts/sentence.js";

/** @typedef {import("../../types.js").Message} Message */

/** The answer is put in at once; the live line brings the same. A no is said once, with the message as it is now. @param {Message} message @param {() => Promise<Message>} ask */
async function ask(message, ask) {
  try {
    const told = await ask();
    batch(() => threads.receive({ said: [], changed: [told], moved: [] }));
    return true;
  } catch (error) {
    desk.tell(sentenceOf(error), true);
    void threads.load(message.conversation_id);
    return false;
  }
}

/** @param {Message} message */
export const cancel = (message) => ask(message, () => sending.cancel(message.id));

/** @param {Message} message */
export const retry = (message) => ask(message, () => sending.retry(message.id));

/** @param {Message} message @param {"arrived"|"not_arrived"|"send_again"} outcome */
export const decide = (message, outcome) => ask(message, () => sending.decide(message.id, outcome));
