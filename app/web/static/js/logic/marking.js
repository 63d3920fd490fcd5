/** Keys that put WhatsApp's marks around what is selected: Ctrl and B, I, Shift X, as everywhere. */

const MARKS = /** @type {Record<string, string>} */ ({ b: "*", i: "_", x: "~" });

/** @param {{key: string, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean, altKey: boolean}} pressed */
function markOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const letter = key.toLowerCase();
  if (altKey || !(ctrlKey || metaKey) || shiftKey !== (letter === "x")) return null;
  return MARKS[letter] ?? null;
}

/** The text with its selection marked, null where the key means nothing here. @param {KeyboardEvent} event @param {HTMLTextAreaElement|null} box */
export function marked(event, box) {
  const mark = markOf(event);
  if (!mark || !box || box.selectionStart === box.selectionEnd) return null;
  event.preventDefault();
  const words = box.value.slice(box.selectionStart, box.selectionEnd);
  box.setRangeText(`${mark}${words}${mark}`, box.selectionStart, box.selectionEnd, "select");
  return box.value;
}
