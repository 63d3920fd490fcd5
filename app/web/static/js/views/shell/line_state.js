/** How the live line is, said softly, and only when a person should know. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { line, takeBack } from "../../net/live.js";

const PATIENCE_MS = 1_500;

/** A short break mends itself before anybody reads about it. */
function useLasting(/** @type {boolean} */ trouble) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!trouble) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [trouble]);
  return lasting && trouble;
}

export function LineState() {
  const lost = useLasting(line.value === "lost" || line.value === "connecting");
  return html`<div class=${`line-state ${lost ? "shown" : ""}`} role="status">
    ${lost && html`<span class="line-dot"></span>${navigator.onLine ? t("line-lost") : t("line-offline")}`}
  </div>`;
}

/** Another window has this person's place. */
export function Replaced() {
  const button = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const replaced = line.value === "replaced";
  useEffect(() => button.current?.focus(), [replaced]);
  if (!replaced) return null;
  return html`<div class="replaced" role="alert">
    <p>${t("line-replaced")}</p>
    <button type="button" class="primary small" ref=${button} onClick=${takeBack}>${t("line-take-back")}</button>
  </div>`;
}
