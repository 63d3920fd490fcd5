/** Searching on the server while typing. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as inbox from "../../store/inbox.js";
import { Icon } from "../parts/icon.js";

const PAUSE_MS = 250;

export function Search() {
  const [text, setText] = useState(inbox.search.peek());
  const box = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    if (text.trim() === inbox.search.peek()) return undefined;
    const timer = setTimeout(() => {
      inbox.search.value = text.trim();
      inbox.load();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  function clear() {
    setText("");
    box.current?.focus();
  }
  return html`<div class="search" role="search">
    <${Icon} name="search" size=${18} />
    <input id="search" ref=${box} type="search" value=${text} placeholder=${t("search")} aria-label=${t("search")} autocomplete="off" spellcheck=${false}
      onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && clear()} />
    ${text && html`<button type="button" class="search-clear" aria-label=${t("search-clear")} onClick=${clear}><${Icon} name="close" size=${16} /></button>`}
  </div>`;
}
