/** What a small menu needs: it closes on Escape and a touch elsewhere, and arrows walk through it. */
import { useEffect } from "../../../vendor/preact-hooks.mjs";

/** Opening it puts the keyboard on its first line, Escape gives it back to its button. @param {{current: HTMLElement|null}} box @param {boolean} open @param {() => void} leave @param {string} [first] */
export function useLeaving(box, open, leave, first = "[role=menuitem]") {
  useEffect(() => {
    if (!open) return undefined;
    /** @type {HTMLElement|null|undefined} */ (box.current?.querySelector(first))?.focus();
    const away = (/** @type {Event} */ event) => {
      if (!box.current?.contains(/** @type {Node} */ (event.target))) leave();
    };
    const escape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      leave();
      box.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", escape, true);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", escape, true);
    };
  }, [open]);
}

const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 });

/** Arrows go from line to line, round and round. @param {KeyboardEvent} event */
export function walk(event) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const lines = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("[role=menuitem]")];
  const at = lines.indexOf(/** @type {Element} */ (document.activeElement));
  /** @type {HTMLElement|undefined} */ (lines[(at + step + lines.length) % lines.length])?.focus();
}
