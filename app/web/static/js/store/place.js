/** Where we are, as the address bar says: which hotel it names, and which room and conversation. */
import { computed, signal } from "../../vendor/signals-core.mjs";
import { addressOf, placeOf } from "../logic/place.js";
import { slugOf } from "../logic/tenant.js";

const place = signal(placeOf(location.hash));

export const openId = computed(() => place.value.conversationId);

/** The page of the console that stands open, if any does; `path` is null before one is chosen. */
export const consolePlace = computed(() => (place.value.room === "console" ? place.value : null));

addEventListener("hashchange", () => {
  place.value = placeOf(location.hash);
});

const baseDomain = document.querySelector("meta[name=recado-base-domain]")?.getAttribute("content") ?? "";

/** The hotel that the address names, if it names one. */
export const hotel = signal(slugOf(location, baseDomain));

/** Takes the hotel's name out of the address. */
export function nameNoHotel() {
  history.replaceState(null, "", location.pathname + location.hash);
  hotel.value = slugOf(location, baseDomain);
}

/** Goes to a conversation, or back to the list. @param {string|null} conversationId */
export function go(conversationId) {
  location.hash = addressOf(conversationId);
}

/** Forgets where we were, for whoever signs in next. */
export function leaveAll() {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  place.value = placeOf(location.hash);
}
