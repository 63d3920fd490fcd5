/** The language of the screen: chosen by the person, else by the browser, else Portuguese. */
import { FluentBundle, FluentResource } from "../../vendor/fluent/index.js";
import { batch, signal } from "../../vendor/signals-core.mjs";
import { speaking } from "../net/http.js";

export const LANGUAGES = [
  { tag: "pt-BR", name: "Português" },
  { tag: "en", name: "English" },
  { tag: "es", name: "Español" },
];

const KEPT = "recado.language";
const DEFAULT = "pt-BR";

export const language = signal(DEFAULT);
const bundle = signal(/** @type {FluentBundle|null} */ (null));

/** Loads and switches; remembers it when the person chose. @param {string} tag */
export async function speak(tag, chosen = false) {
  const answer = await fetch(new URL(`../../locales/${tag}.ftl`, import.meta.url));
  const loaded = new FluentBundle(tag, { useIsolating: false });
  loaded.addResource(new FluentResource(await answer.text()));
  if (chosen) localStorage.setItem(KEPT, tag);
  document.documentElement.lang = tag;
  batch(() => {
    bundle.value = loaded;
    language.value = speaking.value = tag;
  });
}

/** The first of the person's languages that we speak. */
export function preferred() {
  const kept = localStorage.getItem(KEPT);
  const wanted = kept ? [kept] : (navigator.languages ?? [navigator.language]);
  for (const tag of wanted) {
    const found = LANGUAGES.find((known) => known.tag.slice(0, 2) === tag.slice(0, 2).toLowerCase());
    if (found) return found.tag;
  }
  return DEFAULT;
}

/**
 * A sentence in the language of the screen; whoever calls it while drawing is drawn again when it changes.
 * @param {string} id
 * @param {Record<string, string|number>} [args]
 */
export function t(id, args) {
  const pattern = bundle.value?.getMessage(id)?.value;
  return pattern ? /** @type {FluentBundle} */ (bundle.value).formatPattern(pattern, args) : id;
}
