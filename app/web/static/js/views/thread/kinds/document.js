/** A document: what it is called, what it is, how large, and a way to have it. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { endingOf, fileName, fileSize } from "../../../logic/files.js";
import { download } from "../../../store/media.js";
import { Icon } from "../../parts/icon.js";
import { Carrying } from "../media/local.js";
import { FetchAgain, whyFailed } from "../media/states.js";
import { Caption } from "./caption.js";
import { Linked } from "./linked.js";

const TINTS = /** @type {Record<string, string>} */ ({ pdf: "red", doc: "blue", docx: "blue", xls: "green", xlsx: "green", csv: "green", ppt: "amber", pptx: "amber", zip: "grey" });

/** @param {{message: import("../../../types.js").Message}} props */
export function DocumentKind({ message }) {
  const { content } = message;
  const { media, media_url: path } = content;
  const [broken, setBroken] = useState(false);
  const name = fileName(content.filename) || t("kind-document");
  const ending = endingOf(name, media?.mime_type);
  const ready = media?.state === "ready";
  if (content.link && !media) return html`<${Linked} icon="document" link=${content.link} name=${fileName(content.filename)} /><${Caption} content=${content} />`;
  function fetch() {
    setBroken(false);
    download(path, name).catch(() => setBroken(true));
  }
  const inner = html`<span class="file-sign ${TINTS[ending] ?? "grey"}" aria-hidden="true"><${Icon} name="document" size=${22} /><b>${ending}</b></span>
    <span class="file-words">
      <bdi class="file-name" dir="auto">${name}</bdi>
      <span class="file-note">${broken ? t("media-not-shown") : note(media)}</span>
    </span>
    ${ready ? html`<span class="file-get"><${Icon} name="download" /></span>` : media?.state === "failed" ? html`<${FetchAgain} media=${media} />` : media?.state === "local" ? html`<${Carrying} message=${message} />` : html`<span class="spinner" aria-hidden="true"></span>`}`;
  return html`${ready ? html`<button type="button" class="file" aria-label=${t("download-name", { name })} onClick=${fetch}>${inner}</button>` : html`<div class=${`file ${media?.state ?? ""}`}>${inner}</div>`}
    <${Caption} content=${content} />`;
}

/** @param {any} media */
function note(media) {
  if (media?.state === "failed") return whyFailed(media);
  if (media?.state !== "ready" && media?.state !== "local") return t("media-downloading");
  return fileSize(media.size, language.value);
}
