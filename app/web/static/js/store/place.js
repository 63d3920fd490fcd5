/** Where in the page we are, as the address bar says. */
import { computed, signal } from "../../vendor/signals-core.mjs";
import { addressOf, placeOf } from "../logic/place.js";

const place = signal(placeOf(location.hash));

export const openId = computed(() => place.value.conversationId);

addEventListener("hashchange", () => {
  place.value = placeOf(location.hash);
});

/** Goes to a conversation, or back to the list. @param {string|null} conversationId */
export function go(conversationId) {
  location.hash = addressOf(conversationId);
}

/** Forgets where we were, for whoever signs in next. */
export function leaveAll() {
  if (placeOf(location.hash).conversationId) history.replaceState(null, "", location.pathname + location.search);
  place.value = placeOf(location.hash);
}
