/** Who is at the desk: signed out, changing a temporary password, at work, or the house's own super admin. */
import { batch, computed, signal } from "../../vendor/signals-core.mjs";
import { zone } from "../i18n/format.js";
import * as api from "../net/api.js";
import { NoAnswerError } from "../net/http.js";
import * as session from "../net/session.js";
import { hotel } from "./place.js";

/** @type {import("../../vendor/signals-core.mjs").Signal<import("../types.js").Me|null>} */
export const me = signal(null);

/** "starting" until we know; "unreachable" when the server does not answer. */
const standing = signal(/** @type {"starting"|"out"|"in"|"unreachable"} */ ("starting"));

export const myId = computed(() => me.value?.user.id ?? "");

/** Which screen that means. @type {import("../../vendor/signals-core.mjs").ReadonlySignal<"starting"|"unreachable"|"entry"|"password"|"elsewhere"|"house"|"no-chat"|"inbox">} */
export const screen = computed(() => {
  if (standing.value !== "in" || !me.value) return standing.value === "starting" || standing.value === "unreachable" ? standing.value : "entry";
  const { user, tenant, permissions } = me.value;
  if (user.must_change_password || api.passwordDue.value) return "password";
  if (hotel.value && hotel.value !== tenant?.slug) return "elsewhere";
  if (!tenant) return "house";
  return permissions.includes("read_conversations") ? "inbox" : "no-chat";
});

/** The password just typed, kept only while a new one is being chosen. */
let justTyped = "";

/** Goes on with an earlier visit, if there is one. */
export async function start() {
  standing.value = "starting";
  try {
    if (await session.restore()) await enter();
    else standing.value = "out";
  } catch (error) {
    standing.value = error instanceof NoAnswerError ? "unreachable" : "out";
  }
}

/** @param {{slug: string|null, email: string, password: string}} form */
export async function signIn(form) {
  await session.signIn(form);
  justTyped = form.password;
  await enter();
  if (screen.value !== "password") justTyped = "";
}

/** @param {string} current empty when it was just typed at sign-in @param {string} fresh */
export async function changePassword(current, fresh) {
  await api.changePassword(current || justTyped, fresh);
  justTyped = "";
  await enter();
}

/** Whether the current password must be asked for. */
export const knowsPassword = () => justTyped !== "";

export async function signOut() {
  await session.signOut();
}

async function enter() {
  const told = await api.me();
  batch(() => {
    me.value = told;
    api.passwordDue.value = false;
    if (told.tenant?.timezone) zone.value = told.tenant.timezone;
    standing.value = "in";
  });
}

session.ended.subscribe((over) => {
  if (!over) return;
  batch(() => {
    me.value = null;
    standing.value = "out";
  });
});
