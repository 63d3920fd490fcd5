/** Going to a message further up: what lies between is loaded, and it is lit for a moment. */
import { loadOlder } from "../../store/threads.js";

const MOST_PAGES = 40;

/** @param {string} conversationId @param {string} messageId */
export async function jumpTo(conversationId, messageId) {
  for (let pages = 0; pages <= MOST_PAGES; pages += 1) {
    const found = document.querySelector(`[data-message-id="${CSS.escape(messageId)}"]`);
    if (found instanceof HTMLElement) return light(found);
    if (!(await loadOlder(conversationId))) return;
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}

function light(/** @type {HTMLElement} */ found) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  found.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  found.animate([{ backgroundColor: "var(--ink-tint-line)" }, { backgroundColor: "transparent" }], { duration: 1600, easing: "ease-in" });
}
