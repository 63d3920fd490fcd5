/** Asking for a file's address when its place comes near the eye, and again when the one we have no longer works. */
import { useEffect, useState } from "../../../../vendor/preact-hooks.mjs";
import { urlOf } from "../../../store/media.js";

const NEAR = "500px";
const MOST_TRIES = 2;

/** Whether the place has been near the eye once. @param {{current: Element|null}} box */
export function useSeen(box) {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !box.current) return undefined;
    const watch = new IntersectionObserver((told) => told.some((one) => one.isIntersecting) && setSeen(true), { rootMargin: NEAR });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [seen]);
  return seen;
}

/**
 * @param {string|null} path  of our own doors; null asks for nothing
 * @param {boolean} wanted
 * @returns {{url: string|null, failed: boolean, broken: () => void, again: () => void}} `broken` when the address gave nothing
 */
export function useAddress(path, wanted) {
  const [found, setFound] = useState(/** @type {{url: string|null, failed: boolean}} */ ({ url: null, failed: false }));
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!path || !wanted) return undefined;
    let gone = false;
    urlOf(path, tries > 0).then(
      (url) => gone || setFound({ url, failed: false }),
      () => gone || setFound({ url: null, failed: true }),
    );
    return () => {
      gone = true;
    };
  }, [path, wanted, tries]);
  function broken() {
    if (tries < MOST_TRIES) setTries(tries + 1);
    else setFound({ url: null, failed: true });
  }
  function again() {
    setFound({ url: null, failed: false });
    setTries(tries + 1);
  }
  return { ...found, broken, again };
}
