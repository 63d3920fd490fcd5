/** Words, with WhatsApp's marks and links. */
import { html } from "../../../html.js";
import { parts } from "../../../logic/rich_text.js";

/** @param {import("../../../logic/rich_text.js").Part} part */
function drawn(part) {
  switch (part.kind) {
    case "bold":
      return html`<strong>${part.text}</strong>`;
    case "italic":
      return html`<em>${part.text}</em>`;
    case "struck":
      return html`<s>${part.text}</s>`;
    case "code":
      return html`<code>${part.text}</code>`;
    case "link":
      return html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`;
    default:
      return part.text;
  }
}

/** @param {{text: string}} props */
export function RichText({ text }) {
  return html`<span class="words" dir="auto">${parts(text).map(drawn)}</span>`;
}

/** @param {{message: import("../../../types.js").Message}} props */
export function TextKind({ message }) {
  return html`<${RichText} text=${message.content?.text ?? ""} />`;
}
