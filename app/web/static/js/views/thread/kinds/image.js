/** A photo: blurred at once, then as it is, and large on a click. */
import { html } from "../../../html.js";
import { t } from "../../../i18n/language.js";
import { enlarged } from "../../../store/lightbox.js";
import { Frame } from "../media/frame.js";
import { Carrying, useLocalUrl } from "../media/local.js";
import { Caption } from "./caption.js";
import { Linked } from "./linked.js";

/** @param {{message: import("../../../types.js").Message}} props */
export function ImageKind({ message }) {
  const { content } = message;
  const alt = typeof content.caption === "string" && content.caption ? content.caption : t("kind-image");
  const local = useLocalUrl(message);
  if (content.link && !content.media) return html`<${Linked} icon="image" link=${content.link} /><${Caption} content=${content} />`;
  const frame = html`<${Frame} media=${content.media} path=${content.media?.thumbnail_url ?? content.media_url} alt=${alt} local=${local}><${Carrying} message=${message} /><//>`;
  if (content.media?.state !== "ready") return html`${frame}<${Caption} content=${content} />`;
  return html`<button type="button" class="picture" aria-label=${t("picture-open", { name: alt })} onClick=${() => (enlarged.value = message.id)}>${frame}</button>
    <${Caption} content=${content} />`;
}
