/** A person as a coloured disc with their initials. */
import { html } from "../../html.js";
import { hue, initials } from "../../logic/names.js";
import { Icon } from "./icon.js";

/** @param {{id: string, name: string, size?: "small"|"medium"}} props */
export function Avatar({ id, name, size = "medium" }) {
  const letters = initials(name);
  return html`<span class="avatar ${size}" style=${{ "--hue": hue(id) }} aria-hidden="true">${letters ?? html`<${Icon} name="person" />`}</span>`;
}
