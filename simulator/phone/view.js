// Draws the phone. Everything that people wrote goes in as text, never as markup.

import { day, clockTime, say } from "./words.js";
import { isHere, quotedId, saidAt, textOf, ticks } from "./letters.js";

export const $ = (id) => document.getElementById(id);

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

let drawnNumbers = "";

/** Only when something changed: a list that is redrawn closes under the finger. */
export function drawNumbers(numbers, chosen) {
  const wanted = JSON.stringify([numbers, chosen, say("noNumbers")]);
  if (wanted === drawnNumbers) return;
  drawnNumbers = wanted;
  const options = numbers.map((number) => {
    const option = make("option", "", `${number.verified_name || number.phone_number_id} · ${number.display_phone_number}`);
    option.value = number.phone_number_id;
    option.selected = number.phone_number_id === chosen;
    return option;
  });
  $("number").replaceChildren(...(options.length ? options : [make("option", "", say("noNumbers"))]));
  $("number").disabled = !options.length;
}

export function drawGuests(guests, chosen, onChoose) {
  $("guests").replaceChildren(...guests.map((guest) => guestRow(guest, guest.key === chosen, onChoose)));
}

function guestRow(guest, isChosen, onChoose) {
  const row = make("button", "guest");
  row.type = "button";
  row.dataset.guest = guest.key;
  row.setAttribute("aria-current", isChosen ? "true" : "false");
  const middle = make("span", "who");
  middle.append(make("strong", "", guest.name), make("small", "", preview(guest)));
  row.append(face(guest.name), middle, side(guest));
  row.addEventListener("click", () => onChoose(guest.key));
  const item = make("li");
  item.append(row);
  return item;
}

function face(name) {
  const element = make("span", "face", [...name][0]?.toUpperCase() ?? "?");
  element.setAttribute("aria-hidden", "true");
  element.dataset.tint = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  return element;
}

function preview(guest) {
  if (!guest.last) return guest.wa_id ? `+${guest.wa_id}` : `@${guest.username ?? guest.key}`;
  return textOf(guest.last.message) ?? say("kind", { kind: guest.last.message.type });
}

function side(guest) {
  const element = make("span", "side");
  if (guest.last) element.append(make("small", "", clockTime(guest.last.at)));
  if (guest.unread) element.append(make("span", "count", String(guest.unread)));
  return element;
}

export function drawHotel(number, thread, typing) {
  const name = number ? number.verified_name || number.display_phone_number : "";
  $("hotel-name").textContent = name;
  $("hotel-face").textContent = [...name][0] ?? "";
  $("hotel-note").textContent = typing ? say("typing") : note(thread);
  $("hotel-note").classList.toggle("typing", typing);
}

function note(thread) {
  if (!thread?.window_closes_at) return "";
  if (new Date(thread.window_closes_at) < new Date()) return say("closed");
  return say("open", { at: `${day(thread.window_closes_at).toLowerCase()}, ${clockTime(thread.window_closes_at)}` });
}

export function drawLetters(thread) {
  const list = $("letters");
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const here = thread ? thread.letters.filter(isHere) : [];
  const items = [];
  let lastDay = "";
  for (const letter of here) {
    const today = day(saidAt(letter));
    if (today !== lastDay) items.push(make("li", "day", (lastDay = today)));
    items.push(bubble(letter, here));
  }
  if (!here.length) items.push(make("li", "day", say(thread ? "empty" : "choose")));
  list.replaceChildren(...items);
  if (wasAtEnd) list.scrollTop = list.scrollHeight;
}

function bubble(letter, others) {
  const item = make("li", `letter from-${letter.from}`);
  item.dataset.wamid = letter.wamid;
  const quoted = others.find((other) => other.wamid === quotedId(letter.message));
  if (quoted) item.append(make("blockquote", "", textOf(quoted.message) ?? ""));
  const text = textOf(letter.message);
  item.append(make("p", text === null ? "odd" : "", text ?? say("kind", { kind: letter.message.type })));
  const foot = make("small", "when", clockTime(saidAt(letter)));
  if (letter.from === "guest") foot.append(tick(letter));
  item.append(foot);
  return item;
}

function tick(letter) {
  const { name, mark } = ticks(letter);
  const element = make("span", `tick ${name}`, mark);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", say("ticks")[name]);
  element.title = say("ticks")[name];
  return element;
}
