/** The mark of an edited message, and what it said before. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { previewOf } from "../../logic/previews.js";
import * as api from "../../net/api.js";
import { Dialog } from "../parts/dialog.js";
import { sentenceOf } from "../parts/sentence.js";
import { RichText } from "./kinds/text.js";

/** @param {{message: import("../../types.js").Message}} props */
export function Edited({ message }) {
  const [open, setOpen] = useState(false);
  return html`<button type="button" class="edited" title=${t("edited-show")} onClick=${() => setOpen(true)}>${t("edited")}</button>
    ${open && html`<${History} message=${message} onClose=${() => setOpen(false)} />`}`;
}

/** @param {{message: import("../../types.js").Message, onClose: () => void}} props */
function History({ message, onClose }) {
  const [wordings, setWordings] = useState(/** @type {any[]|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    api.edits(message.id).then((answer) => setWordings(answer.data), setError);
  }, [message.id, message.edited_at]);
  return html`<${Dialog} title=${t("edited-title")} onClose=${onClose}>
    ${error ? html`<p class="form-error" role="alert">${sentenceOf(error)}</p>` : !wordings ? html`<p role="status">${t("loading")}</p>` : html`<ol class="edits">${wordings.map((one, index) => html`<${Wording} key=${index} one=${one} last=${index === wordings.length - 1} />`)}</ol>`}
  <//>`;
}

/** @param {{one: any, last: boolean}} props */
function Wording({ one, last }) {
  const moment = when(Date.parse(one.said_at));
  return html`<li>
    <span class="edits-when">${last ? t("edited-now", { moment }) : moment}</span>
    <${RichText} text=${previewOf({ message_type: "text", content: one.content }) || t("edited-no-words")} />
  </li>`;
}
