/** The words under a picture, film or document. */
import { html } from "../../../html.js";
import { RichText } from "./text.js";

/** @param {{content: Record<string, any>}} props */
export function Caption({ content }) {
  const words = content.caption;
  return typeof words === "string" && words !== "" ? html`<div class="caption"><${RichText} text=${words} /></div>` : null;
}
