/** Sending a place: one that was sent before, or where a pasted point or map's address says. */
import { useState } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import { language, t } from "../../../i18n/language.js";
import { coordinates, spotIn } from "../../../logic/spots.js";
import { places, remember } from "../../../store/places.js";
import { Icon } from "../../parts/icon.js";
import { Counted, SayForm } from "./form.js";

const MOST = { name: 1000, address: 1000 };

/** @param {{begun: any, onSay: import("./sheets.js").Say}} props */
export function PlaceSheet({ begun, onSay }) {
  const [point, setPoint] = useState(begun ? `${begun.latitude}, ${begun.longitude}` : "");
  const [name, setName] = useState(begun?.name ?? "");
  const [address, setAddress] = useState(begun?.address ?? "");
  const spot = spotIn(point);
  const named = { ...(name.trim() ? { name: name.trim() } : {}), ...(address.trim() ? { address: address.trim() } : {}) };
  const content = { ...spot, ...named };
  function take(/** @type {import("../../../store/places.js").Place} */ place) {
    setPoint(`${place.latitude}, ${place.longitude}`);
    setName(place.name ?? "");
    setAddress(place.address ?? "");
  }
  function send(/** @type {import("../../../types.js").Schedule|undefined} */ schedule) {
    if (!spot) return;
    remember({ ...spot, ...named });
    onSay({ type: "location", content: { ...spot, ...named } }, { schedule });
  }
  return html`<${SayForm} title=${t("attach-location")} type="location" content=${content} ready=${spot !== null} onSend=${send}>
    <${Before} onTake=${take} />
    <${Counted} id="say-point" label=${t("say-point")} value=${point} most=${2000} autofocus required placeholder="-22.98670, -43.20500" hint=${spot ? (coordinates(spot, language.value) ?? "") : t("say-point-hint")} error=${point.trim() && !spot ? t("say-point-wrong") : null} onInput=${setPoint} />
    <${Counted} id="say-place-name" label=${t("say-place-name")} value=${name} most=${MOST.name} onInput=${setName} />
    <${Counted} id="say-place-address" label=${t("say-place-address")} value=${address} most=${MOST.address} onInput=${setAddress} />
  <//>`;
}

/** @param {{onTake: (place: import("../../../store/places.js").Place) => void}} props */
function Before({ onTake }) {
  const known = places();
  if (known.length === 0) return null;
  return html`<div class="say-before" role="group" aria-label=${t("say-before")}>${known.map((place, index) => html`<button key=${index} type="button" class="chip" onClick=${() => onTake(place)}><${Icon} name="pin" size=${14} /> ${place.name || coordinates(place, language.value)}</button>`)}</div>`;
}
