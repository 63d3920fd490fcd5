/** All that Meta said of one message, for who looks after the numbers. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as api from "../../net/api.js";
import { Dialog } from "../parts/dialog.js";
import { sentenceOf } from "../parts/sentence.js";

/** @param {{id: string, onClose: () => void}} props */
export function Raw({ id, onClose }) {
  const [found, setFound] = useState(/** @type {string|null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    api.raw(id).then((answer) => setFound(JSON.stringify(answer.raw ?? { type: answer.message_type, content: answer.content }, null, 2)), setError);
  }, [id]);
  return html`<${Dialog} title=${t("raw-title")} onClose=${onClose} kind="wide">
    ${error ? html`<p class="form-error" role="alert">${sentenceOf(error)}</p>` : html`<pre class="raw" tabindex="0">${found ?? t("loading")}</pre>`}
  <//>`;
}
