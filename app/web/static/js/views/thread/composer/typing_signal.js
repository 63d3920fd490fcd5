/** Letting colleagues and the guest know that somebody is writing, not at each key but often enough. */
import { useEffect, useRef } from "../../../../vendor/preact-hooks.mjs";
import { sayTyping } from "../../../net/live.js";

const AGAIN_MS = 3_000;
const IDLE_MS = 4_000;

/** @param {string} id */
export function useTyping(id) {
  const state = useRef({ saidAt: 0, timer: /** @type {ReturnType<typeof setTimeout>|undefined} */ (undefined) });

  function stop() {
    clearTimeout(state.current.timer);
    if (state.current.saidAt > 0) sayTyping(id, false);
    state.current.saidAt = 0;
  }

  function write(/** @type {string} */ text) {
    if (!text.trim()) return stop();
    clearTimeout(state.current.timer);
    state.current.timer = setTimeout(stop, IDLE_MS);
    const now = performance.now();
    if (state.current.saidAt > 0 && now - state.current.saidAt < AGAIN_MS) return;
    state.current.saidAt = now;
    sayTyping(id, true);
  }

  useEffect(() => stop, [id]);
  return { write, stop };
}
