/** Recording a voice: one at a time, with how loud it is, a pause, and no trace of what is thrown away. */
import { batch, signal } from "../../vendor/signals-core.mjs";
import * as outbox from "./outbox.js";
import * as player from "./player.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const BITS = 32_000;
const LOOK_MS = 60;
const KEPT_LEVELS = 80;
const LONGEST_MS = 30 * 60_000;

const type = typeof MediaRecorder === "undefined" ? undefined : TYPES.find((one) => MediaRecorder.isTypeSupported(one));

export const possible = Boolean(type && navigator.mediaDevices?.getUserMedia);

/** In which conversation, while there is a recording. */
export const of = signal(/** @type {string|null} */ (null));
export const state = signal(/** @type {"asking"|"recording"|"paused"|"refused"} */ ("asking"));
export const lengthMs = signal(0);
/** The newest last, each from 0 to 1. */
export const levels = signal(/** @type {number[]} */ ([]));

/** @typedef {{recorder: MediaRecorder, stream: MediaStream, chunks: Blob[], ears: AudioContext, meter: AnalyserNode, timer: ReturnType<typeof setInterval>, lookedAt: number}} Take */

/** @type {Take|null} */ let take = null;

/** @param {string} id */
export async function start(id) {
  player.pause();
  batch(() => {
    of.value = id;
    state.value = "asking";
    lengthMs.value = 0;
    levels.value = [];
  });
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 } });
    // Thrown away while the browser was asking.
    if (of.value !== id) return hangUp(stream);
    begin(stream);
  } catch {
    if (of.value === id) state.value = "refused";
  }
  return undefined;
}

/** @param {MediaStream} stream */
function begin(stream) {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
  const ears = new AudioContext();
  const meter = ears.createAnalyser();
  meter.fftSize = 512;
  ears.createMediaStreamSource(stream).connect(meter);
  const chunks = /** @type {Blob[]} */ ([]);
  recorder.ondataavailable = ({ data }) => data.size > 0 && chunks.push(data);
  recorder.start(250);
  take = { recorder, stream, chunks, ears, meter, timer: setInterval(look, LOOK_MS), lookedAt: performance.now() };
  state.value = "recording";
}

function look() {
  if (!take) return;
  const now = performance.now();
  const passed = now - take.lookedAt;
  take.lookedAt = now;
  if (state.value !== "recording") return;
  const wave = new Float32Array(take.meter.fftSize);
  take.meter.getFloatTimeDomainData(wave);
  const loud = Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length);
  batch(() => {
    lengthMs.value += passed;
    levels.value = [...levels.value, Math.min(1, loud * 4)].slice(-KEPT_LEVELS);
  });
  if (lengthMs.value > LONGEST_MS) pause();
}

export function pause() {
  take?.recorder.pause();
  take?.recorder.requestData();
  state.value = "paused";
}

export function goOn() {
  take?.recorder.resume();
  state.value = "recording";
}

/** What there is so far, to listen to. */
export const soFar = () => new Blob(take?.chunks ?? [], { type: type?.split(";")[0] });

/** @param {{reply_to?: string}} also */
export async function send(also) {
  const [id, one, duration_ms] = [of.value, take, Math.round(lengthMs.value)];
  if (!id || !one) return;
  const ended = new Promise((done) => one.recorder.addEventListener("stop", done, { once: true }));
  one.recorder.stop();
  await ended;
  const bytes = soFar();
  discard();
  const file = { name: "voz", type: bytes.type, size: bytes.size, duration_ms };
  await outbox.send(id, { type: "audio", content: { voice: true }, ...also }, { parcel: { bytes, file } });
}

/** Throws it away, if there is one. */
export function discard() {
  const one = take;
  take = null;
  of.value = null;
  if (!one) return;
  clearInterval(one.timer);
  if (one.recorder.state !== "inactive") one.recorder.stop();
  hangUp(one.stream);
  void one.ears.close();
}

/** @param {MediaStream} stream */
function hangUp(stream) {
  for (const track of stream.getTracks()) track.stop();
}
