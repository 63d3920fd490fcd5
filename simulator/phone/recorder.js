// Speaking instead of writing: press, speak, press again. Hidden where the browser cannot record.

import { $ } from "./make.js";
import { sendFile } from "./sheet.js";
import { say } from "./words.js";

// As WhatsApp itself has it where the browser can; the others are taken as sound files.
const TYPES = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"];

export function wireRecorder(here, { sent, failed }) {
  const type = "MediaRecorder" in window && navigator.mediaDevices ? TYPES.find((one) => MediaRecorder.isTypeSupported(one)) : undefined;
  $("speak").hidden = !type;
  let recorder = null;
  $("speak").addEventListener("click", async () => {
    if (recorder) return recorder.stop();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      recorder = record(stream, type, async (blob) => {
        recorder = null;
        show(false);
        await sendFile(here(), blob, true).then(sent, failed);
      });
      show(true);
    } catch (problem) {
      failed(problem);
    }
  });
}

function record(stream, type, done) {
  const parts = [];
  const recorder = new MediaRecorder(stream, { mimeType: type });
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    done(new Blob(parts, { type: type.replace(";", "; ") }));
  });
  recorder.start();
  return recorder;
}

function show(speaking) {
  $("speak").classList.toggle("speaking", speaking);
  $("speak").setAttribute("aria-pressed", speaking ? "true" : "false");
  $("speak").setAttribute("aria-label", say(speaking ? "stopSpeaking" : "speak"));
}
