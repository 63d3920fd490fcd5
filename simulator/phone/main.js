// The guest's phone: keeps what is chosen and known, asks the simulator, and has it drawn.

import * as api from "./api.js";
import { isHere, merged } from "./letters.js";
import { $, drawGuests, drawHotel, drawLetters, drawNumbers } from "./view.js";
import { current, say, speak, translate } from "./words.js";

const state = { numbers: [], guests: [], number: null, guest: null, thread: null, typingUntil: 0, asked: 0, meanwhile: null };
let typingTimer = 0;
let listTimer = 0;

function draw() {
  drawNumbers(state.numbers, state.number);
  drawGuests(state.guests, state.guest, choose);
  drawHotel(state.numbers.find((one) => one.phone_number_id === state.number), state.thread, state.typingUntil > Date.now());
  drawLetters(state.thread);
  $("phone").dataset.screen = state.guest ? "chat" : "guests";
  $("text").disabled = !(state.guest && state.number);
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

async function choose(guest) {
  state.guest = guest;
  state.thread = null;
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

async function onReset() {
  await refreshList();
  await refreshThread();
}

function onLine(isThere) {
  $("offline").hidden = isThere;
  if (isThere) onReset().catch(() => {});
}

async function send(event) {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !state.number || !state.guest) return;
  $("text").value = "";
  fit();
  try {
    await api.write(state.number, state.guest, text);
    await refreshThread();
  } catch (problem) {
    $("text").value = text;
    $("hotel-note").textContent = say("refused", { why: problem.message });
  }
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
    $("new-wrong").textContent = say("badPhone");
    return;
  }
  const hidden = $("new-hidden").checked;
  const username = name.toLowerCase().normalize("NFD").replace(/[^a-z0-9]/g, "") || "hospede";
  try {
    await api.describe(digits, { name, phone_hidden: hidden, username: hidden ? username : null });
  } catch (problem) {
    $("new-wrong").textContent = say("refused", { why: problem.message });
    return;
  }
  $("new-guest").close();
  $("new-form").reset();
  await refreshList();
  await choose(digits);
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
    refreshList().then(() => choose(state.guest));
  });
  $("back").addEventListener("click", () => choose(null));
  $("receipts").addEventListener("change", readIfLooked);
  document.addEventListener("visibilitychange", readIfLooked);
  $("composer").addEventListener("submit", send);
  $("text").addEventListener("input", fit);
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
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
