// The guest's phone: keeps what is chosen and known, asks the simulator, and has it drawn.

import * as api from "./api.js";
import { openActs } from "./acts.js";
import { choose } from "./choose.js";
import { isHere, merged, textOf } from "./letters.js";
import { $ } from "./make.js";
import { wireMeta } from "./metaside.js";
import { wireRecorder } from "./recorder.js";
import { close, wireSheet } from "./sheet.js";
import { drawGuests, drawHotel, drawLetters, drawNumbers } from "./view.js";
import { current, say as word, speak, translate } from "./words.js";

const state = { numbers: [], guests: [], number: null, guest: null, thread: null, typingUntil: 0, asked: 0, meanwhile: null, about: null };
let typingTimer = 0;
let listTimer = 0;

function draw() {
  drawNumbers(state.numbers, state.number);
  drawGuests(state.guests, state.guest, visit);
  drawHotel(state.numbers.find((one) => one.phone_number_id === state.number), state.thread, state.typingUntil > Date.now());
  drawLetters(state.thread, { open: (letter) => openActs(letter, { say, reply, edit }), on });
  drawAbout();
  $("phone").dataset.screen = state.guest ? "chat" : "guests";
  for (const id of ["text", "attach", "speak"]) $(id).disabled = !(state.guest && state.number);
}

/** What the next words are about: the letter that they answer, or the one that they correct. */
function drawAbout() {
  $("about").hidden = !state.about;
  if (!state.about) return;
  $("about-kind").textContent = word(state.about.edits ? "editing" : "answering");
  $("about-words").textContent = textOf(state.about.letter.message) ?? word("kind", { kind: state.about.letter.message.type });
}

function reply(letter) {
  state.about = { letter, edits: false };
  draw();
  $("text").focus();
}

function edit(letter) {
  state.about = { letter, edits: true };
  $("text").value = textOf(letter.message) ?? "";
  draw();
  $("text").focus();
}

function leaveAbout() {
  if (state.about?.edits) $("text").value = "";
  state.about = null;
  draw();
}

/** Says anything, of any kind. */
async function say(message) {
  try {
    await api.say(state.number, state.guest, message);
    await refreshThread();
  } catch (problem) {
    failed(problem);
  }
}

/** After something was sent; a guest with a new number goes on under it. */
async function follow(guest) {
  if (!guest || guest === state.guest) return refreshThread();
  await refreshList();
  await visit(guest);
}

/** What may be done with what a letter offers; every answer names the letter. */
function on(letter) {
  const tap = (answer) => say({ ...answer, context: { id: letter.wamid } });
  return { tap, choose: (offer) => choose(offer, tap), call: () => api.call(state.number, state.guest).catch(failed), tell };
}

function tell(words) {
  $("hotel-note").textContent = words;
}

function failed(problem) {
  $("hotel-note").textContent = word("refused", { why: problem.message });
}

async function refreshList() {
  state.numbers = await api.numbers();
  if (!state.numbers.some((one) => one.phone_number_id === state.number)) state.number = state.numbers[0]?.phone_number_id ?? null;
  state.guests = await api.guests(state.number);
  draw();
}

async function refreshThread() {
  const { number, guest } = state;
  if (!number || !guest) return;
  const asked = ++state.asked;
  state.meanwhile = [];
  const thread = await api.thread(number, guest).catch(() => null);
  if (asked !== state.asked) return;
  // What the line said while the answer was on its way may be newer than the answer.
  if (thread) thread.letters = state.meanwhile.reduce((letters, letter) => merged(letters, letter), thread.letters);
  state.meanwhile = null;
  state.thread = thread;
  state.typingUntil = thread?.typing_until ? Date.parse(thread.typing_until) : 0;
  draw();
  $("letters").scrollTop = $("letters").scrollHeight;
  await readIfLooked();
}

async function visit(guest) {
  state.guest = guest;
  state.thread = state.about = null;
  close();
  location.hash = guest ? `${state.number}/${guest}` : "";
  draw();
  if (!guest) return;
  await refreshThread();
  if (matchMedia("(hover: hover)").matches) $("text").focus();
}

/** What a guest sees is read, unless they keep that to themselves. */
async function readIfLooked() {
  const isLooking = state.guest && !document.hidden && $("receipts").checked;
  const isNew = state.thread?.letters.some((letter) => letter.from === "hotel" && letter.status === "delivered");
  if (isLooking && isNew) await api.read(state.number, state.guest).catch(() => {});
}

function onLetter(letter) {
  if (letter.phone_number_id !== state.number) return;
  clearTimeout(listTimer);
  listTimer = setTimeout(() => refreshList().catch(() => {}), 120);
  if (letter.guest !== state.guest) return;
  state.meanwhile?.push(letter);
  if (!state.thread) return;
  state.thread.letters = merged(state.thread.letters, letter);
  if (letter.from === "hotel" && isHere(letter)) state.typingUntil = 0;
  draw();
  readIfLooked();
}

function onTyping({ phone_number_id: number, guest, until }) {
  if (number !== state.number || guest !== state.guest) return;
  state.typingUntil = Date.parse(until);
  clearTimeout(typingTimer);
  typingTimer = setTimeout(draw, state.typingUntil - Date.now() + 50);
  draw();
}

async function lookAnew() {
  await refreshList();
  await refreshThread();
}

/** Somebody may have got another number, and their old one is nobody's now. */
async function onReset() {
  await refreshList();
  if (state.guests.some((guest) => guest.key === state.guest)) await refreshThread();
}

function onLine(isThere) {
  $("offline").hidden = isThere;
  if (isThere) lookAnew().catch(() => {});
}

async function send(event) {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !state.number || !state.guest) return;
  $("text").value = "";
  fit();
  try {
    await api.say(state.number, state.guest, worded(text));
    state.about = null;
    await refreshThread();
  } catch (problem) {
    $("text").value = text;
    failed(problem);
  }
}

/** The words as a message: new ones, an answer, or a correction. */
function worded(text) {
  const { letter, edits } = state.about ?? {};
  const said = { type: "text", text: { body: text } };
  if (edits) return { type: "edit", edit: { original_message_id: letter.wamid, message: said } };
  return letter ? { ...said, context: { id: letter.wamid } } : said;
}

function fit() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
}

async function addGuest(event) {
  event.preventDefault();
  const digits = $("new-phone").value.replace(/\D/g, "");
  const name = $("new-name").value.trim();
  if (digits.length < 8 || digits.length > 15) {
    $("new-wrong").textContent = word("badPhone");
    return;
  }
  const hidden = $("new-hidden").checked;
  const username = name.toLowerCase().normalize("NFD").replace(/[^a-z0-9]/g, "") || "hospede";
  try {
    await api.describe(digits, { name, phone_hidden: hidden, username: hidden ? username : null });
  } catch (problem) {
    $("new-wrong").textContent = word("refused", { why: problem.message });
    return;
  }
  $("new-guest").close();
  $("new-form").reset();
  await refreshList();
  await visit(digits);
}

function wire() {
  $("language").value = current();
  $("language").addEventListener("change", () => {
    speak($("language").value);
    translate(document);
    draw();
  });
  $("number").addEventListener("change", () => {
    state.number = $("number").value;
    state.thread = null;
    refreshList().then(() => visit(state.guest));
  });
  $("back").addEventListener("click", () => visit(null));
  $("receipts").addEventListener("change", readIfLooked);
  document.addEventListener("visibilitychange", readIfLooked);
  $("composer").addEventListener("submit", send);
  $("text").addEventListener("input", fit);
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  $("about-leave").addEventListener("click", leaveAbout);
  const here = () => ({ number: state.number, guest: state.guest });
  wireSheet(here, { sent: follow, failed });
  wireRecorder(here, { sent: refreshThread, failed });
  wireMeta(here);
  $("choose-close").addEventListener("click", () => $("choose").close());
  $("acts-close").addEventListener("click", () => $("acts").close());
  $("add").addEventListener("click", () => {
    $("new-wrong").textContent = "";
    $("new-guest").showModal();
  });
  $("new-cancel").addEventListener("click", () => $("new-guest").close());
  $("new-form").addEventListener("submit", addGuest);
}

const [number, guest] = decodeURIComponent(location.hash.slice(1)).split("/");
state.number = number || null;
state.guest = guest || null;
translate(document);
wire();
draw();
api.listen({ onLetter, onTyping, onReset, onLine });
