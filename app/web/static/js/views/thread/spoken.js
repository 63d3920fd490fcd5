/** Short words on what was done, over the foot of the conversation; gone again by themselves. */
import { html } from "../../html.js";
import { note } from "../../store/desk.js";

export function Spoken() {
  const now = note.value;
  return html`<div class="spoken" role="status">${now && html`<span class=${now.bad ? "bad" : ""}>${now.words}</span>`}</div>`;
}
