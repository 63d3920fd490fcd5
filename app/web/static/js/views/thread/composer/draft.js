/** The text begun in a conversation, kept at each key. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import * as drafts from "../../../store/drafts.js";

/** @param {string} id @returns {[string, (text: string) => void]} */
export function useDraft(id) {
  const [text, setText] = useState(() => drafts.draftOf(id));
  const back = drafts.returned.value;
  useEffect(() => {
    if (back?.conversationId !== id) return;
    setText(back.text);
    drafts.returned.value = null;
  }, [back]);
  useEffect(() => () => drafts.show(), []);
  return [
    text,
    (next) => {
      setText(next);
      drafts.keep(id, next);
    },
  ];
}
