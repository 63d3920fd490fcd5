// The sheet above the composer: a file of one's own, a spoken message, and every kind there is, ready to be sent.

import * as api from "./api.js";
import { labelOf, onSheet } from "./labels.js";
import { $, button, make } from "./make.js";
import { current, say } from "./words.js";

const KIND_OF = [
  [/^image\/webp$/, "sticker"],
  [/^image\//, "image"],
  [/^video\//, "video"],
  [/^audio\//, "audio"],
];

/** `here()` gives {number, guest}; `sent(guest?)` and `failed(problem)` are told what became of it; a guest is who it is from now on. */
export function wireSheet(here, { sent, failed }) {
  const run = (work) => async () => {
    try {
      await sent(await work());
    } catch (problem) {
      failed(problem);
    }
  };
  $("attach").addEventListener("click", () => ($("sheet").hidden ? open(here(), run, failed) : close()));
  $("file").addEventListener("change", () => {
    const [file] = $("file").files;
    $("file").value = "";
    if (file) run(() => sendFile(here(), file))();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || $("sheet").hidden) return;
    close();
    $("attach").focus();
  });
}

export function close() {
  $("sheet").hidden = true;
  $("attach").setAttribute("aria-expanded", "false");
}

async function open({ number, guest }, run, failed) {
  if (!number || !guest) return;
  const listed = await api.examples(number, guest).catch((problem) => void failed(problem));
  if (!listed) return;
  const own = button("tile own", "", () => $("file").click());
  own.append(make("span", "sign", "📎"), make("span", "", say("ownFile")));
  $("sheet").replaceChildren(own, ...onSheet(listed).map((example) => tile(example, run)));
  $("sheet").hidden = false;
  $("attach").setAttribute("aria-expanded", "true");
  own.focus({ preventScroll: true });
}

function tile(example, run) {
  const { sign, words } = labelOf(example.name, current());
  const element = button("tile", "", run(async () => {
    const moving = example.says?.system?.type === "user_changed_number" ? withFreshNumber(example) : null;
    await api.play(moving ?? example);
    close();
    return moving?.send.body.message.system.wa_id;
  }));
  element.dataset.kind = example.name;
  element.append(make("span", "sign", sign), make("span", "", words));
  return element;
}

/** Each change is to a number that nobody has yet; who changed goes on writing from there. */
function withFreshNumber(example) {
  const { message, ...named } = example.send.body;
  const digits = String(Math.floor(Math.random() * 10_000_000)).padStart(7, "0");
  const moved = { ...message, system: { ...message.system, wa_id: `55119${digits}0` } };
  return { ...example, send: { ...example.send, body: { ...named, message: moved } } };
}

export async function sendFile({ number, guest }, file, voice = false) {
  const type = file.type || "application/octet-stream";
  const kind = KIND_OF.find(([pattern]) => pattern.test(type))?.[1] ?? "document";
  const { id } = await api.putUp(file, type, file.name ?? "");
  const said = { id, ...(kind === "document" ? { filename: file.name } : {}), ...(kind === "audio" ? { voice } : {}) };
  await api.say(number, guest, { type: kind, [kind]: said });
  close();
}
