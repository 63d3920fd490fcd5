/** The one player of this page: whatever is heard, only one thing at a time, at the speed the person likes. */
import { batch, signal } from "../../vendor/signals-core.mjs";
import { urlOf } from "./media.js";

const KEPT = "recado.speed";
const SPEEDS = [1, 1.5, 2];

/** What is in the player: a message's id. */
export const track = signal(/** @type {string|null} */ (null));
export const state = signal(/** @type {"idle"|"loading"|"playing"|"paused"|"failed"} */ ("idle"));
/** Seconds from the beginning, and in all; 0 when the length is not known yet. */
export const at = signal(0);
export const length = signal(0);
export const speed = signal(SPEEDS.find((one) => String(one) === localStorage.getItem(KEPT)) ?? 1);

const sound = new Audio();
sound.preload = "auto";
let path = "";
let secondTry = false;

/** Plays, or pauses what plays. @param {string} id @param {string} from */
export function toggle(id, from) {
  if (track.value === id && state.value === "playing") return sound.pause();
  if (track.value === id && state.value === "paused") return begin();
  return load(id, from, track.value === id ? at.value : 0);
}

/** @param {string} id @param {number} seconds */
export function seek(id, seconds) {
  if (track.value !== id) return;
  at.value = seconds;
  sound.currentTime = seconds;
}

export function nextSpeed() {
  speed.value = SPEEDS[(SPEEDS.indexOf(speed.value) + 1) % SPEEDS.length] ?? 1;
  sound.playbackRate = speed.value;
  localStorage.setItem(KEPT, String(speed.value));
}

/** Silence: something else is heard now, or the person left. */
export function pause() {
  sound.pause();
}

/** @param {string} id @param {string} from @param {number} seconds */
async function load(id, from, seconds, anew = false) {
  sound.pause();
  path = from;
  secondTry = anew;
  batch(() => {
    track.value = id;
    state.value = "loading";
    at.value = seconds;
    if (!anew) length.value = 0;
  });
  try {
    const url = await urlOf(from, anew);
    if (track.value !== id) return;
    sound.src = url;
    sound.currentTime = seconds;
    begin();
  } catch {
    if (track.value === id) state.value = "failed";
  }
}

function begin() {
  document.querySelectorAll("video").forEach((film) => film.pause());
  sound.playbackRate = speed.value;
  // A refusal comes as an "error" event too; an interruption by the next track is none.
  sound.play().catch(() => undefined);
}

sound.addEventListener("playing", () => {
  state.value = "playing";
});
sound.addEventListener("pause", () => {
  if (state.value === "playing") state.value = "paused";
});
sound.addEventListener("timeupdate", () => {
  if (state.value === "playing") at.value = sound.currentTime;
});
sound.addEventListener("durationchange", () => {
  // A recording that was streamed into its file does not know its own length.
  if (Number.isFinite(sound.duration)) length.value = sound.duration;
});
sound.addEventListener("ended", () => {
  batch(() => {
    state.value = "paused";
    at.value = 0;
  });
});
sound.addEventListener("error", () => {
  if (!track.value || !sound.getAttribute("src")) return;
  // The address may have run out while the person was listening.
  if (!secondTry) load(track.value, path, at.value, true);
  else state.value = "failed";
});

export function forget() {
  sound.pause();
  sound.removeAttribute("src");
  batch(() => {
    track.value = null;
    state.value = "idle";
  });
}
