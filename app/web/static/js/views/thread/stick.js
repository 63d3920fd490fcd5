/** Holding the eye's place in a list that grows at both ends: at the bottom stay there, elsewhere stay where you read. */
import { useEffect, useLayoutEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";

const NEAR_PX = 48;

/**
 * @param {{current: HTMLElement|null}} box  the scroller; its rows carry `data-key`
 * @param {unknown} version  changes whenever the rows do
 */
export function useStick(box, version) {
  const place = useRef({ bottom: true, key: "", top: 0 });
  const [away, setAway] = useState(false);

  function note() {
    const el = box.current;
    if (!el) return;
    const bottom = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    const row = bottom ? null : firstSeen(el);
    place.current = { bottom, key: row?.dataset.key ?? "", top: row ? row.offsetTop - el.scrollTop : 0 };
    setAway(!bottom);
  }

  function hold() {
    const el = box.current;
    if (!el) return;
    const { bottom, key, top } = place.current;
    if (bottom) el.scrollTop = el.scrollHeight;
    else {
      const row = [...rowsOf(el)].find((one) => one.dataset.key === key);
      if (row) el.scrollTop = row.offsetTop - top;
    }
  }

  function toBottom(smooth = false) {
    place.current.bottom = true;
    setAway(false);
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  useLayoutEffect(hold, [version]);
  useEffect(() => {
    const el = box.current;
    if (!el) return undefined;
    // The composer grows, the phone's keyboard comes: the box shrinks under the eye.
    const watch = new ResizeObserver(hold);
    watch.observe(el);
    return () => watch.disconnect();
  }, []);
  return { away, note, toBottom };
}

/** @param {HTMLElement} el @returns {NodeListOf<HTMLElement>} */
function rowsOf(el) {
  return el.querySelectorAll("[data-key]");
}

/** @param {HTMLElement} el */
function firstSeen(el) {
  for (const row of rowsOf(el)) if (row.offsetTop + row.offsetHeight > el.scrollTop) return row;
  return null;
}
