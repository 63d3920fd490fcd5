/** When two guests turn out to be one: whoever has the younger thread open goes on in the elder, with all that they had begun. */
import * as drafts from "./drafts.js";
import * as inbox from "./inbox.js";
import * as outbox from "./outbox.js";
import { go, openId } from "./place.js";
import * as threads from "./threads.js";

/** @param {string} id @param {string} into */
export function fold(id, into) {
  const begun = drafts.draftOf(id);
  drafts.keep(id, "");
  if (begun) drafts.giveBack(into, begun);
  outbox.moveOn(id, into);
  threads.fold(id, into);
  inbox.drop(id);
  if (openId.value === id) go(into);
}
