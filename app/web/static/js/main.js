/** Starts the page: the language, the screen, and an earlier visit's session if there is one. */
import { render } from "../vendor/preact.mjs";
// Teaches components to be drawn again when a signal that they read changes.
import "../vendor/signals.mjs";
import { App } from "./app.js";
import { html } from "./html.js";
import { preferred, speak } from "./i18n/language.js";
import { start } from "./store/account.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

const [spoken] = await Promise.allSettled([speak(preferred()), start()]);
// Without its language the page would show names of sentences; Portuguese is always there or nothing is.
if (spoken.status === "rejected") await speak("pt-BR");
root.replaceChildren();
render(html`<${App} />`, root);
