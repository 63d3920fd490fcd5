/** Keys that work anywhere at the desk: / to search, Alt and arrows to go from guest to guest. */
import { useEffect } from "../../../vendor/preact-hooks.mjs";
import * as inbox from "../../store/inbox.js";
import { go, openId } from "../../store/place.js";

export function useShortcuts() {
  useEffect(() => {
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function pressed(/** @type {KeyboardEvent} */ event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "/" && !isWriting(event.target)) return stop(event, () => document.getElementById("search")?.focus());
  if (event.altKey && event.key === "ArrowDown") return stop(event, () => step(1));
  if (event.altKey && event.key === "ArrowUp") return stop(event, () => step(-1));
}

/** @param {KeyboardEvent} event @param {() => void} act */
function stop(event, act) {
  event.preventDefault();
  act();
}

/** @param {EventTarget|null} target */
function isWriting(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, [contenteditable]");
}

/** @param {number} by */
function step(by) {
  const rows = inbox.rows.value;
  const at = rows.findIndex((row) => row.id === openId.value);
  const next = rows[at < 0 ? 0 : at + by];
  if (next) go(next.id);
}
