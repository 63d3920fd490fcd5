// Draws the phone. Everything that people wrote goes in as text, never as markup.

import { drawn } from "./kinds.js";
import { labelOf } from "./labels.js";
import { folded, gist, isHere, quotedId, saidAt, ticks } from "./letters.js";
import { $, button, make } from "./make.js";
import { current, day, clockTime, say } from "./words.js";

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

/** Only when something changed, as above: a row that is replaced under the finger hears no tap. */
export function drawGuests(guests, chosen, onChoose) {
  const rows = guests.map((guest) => guestRow(guest, guest.key === chosen, onChoose));
  const wanted = rows.map((row) => row.outerHTML).join("");
  if (wanted !== $("guests").innerHTML) $("guests").replaceChildren(...rows);
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
  return gist(guest.last) ?? kindName(guest.last.message);
}

function kindName(message) {
  const { sign, words } = labelOf(nameOf(message), current());
  return `${sign} ${words}`;
}

function nameOf({ type, audio, interactive }) {
  if (type === "audio") return audio.voice ? "audio_voice" : "audio_file";
  if (interactive?.nfm_reply) return interactive.nfm_reply.name === "flow" ? "interactive_nfm_reply_flow" : "interactive_nfm_reply_address";
  if (interactive?.call_permission_reply) return "interactive_call_permission_reply";
  return interactive?.type === "product" ? "product" : type;
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

/** `acts` are {open(letter), on(letter)}: the menu of a letter, and what may be done with what it offers. */
export function drawLetters(thread, acts) {
  const list = $("letters");
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const here = thread ? folded(thread.letters.filter(isHere)) : [];
  const items = [];
  let lastDay = "";
  for (const letter of here) {
    const today = day(saidAt(letter));
    if (today !== lastDay) items.push(make("li", "day", (lastDay = today)));
    items.push(kept(letter, here, acts));
  }
  if (!here.length) items.push(make("li", "day", say(thread ? "empty" : "choose")));
  keep(list, items);
  if (wasAtEnd) list.scrollTop = list.scrollHeight;
}

/** What is the same stays the same element: a film that plays is not begun anew by a tick. */
function keep(list, items) {
  items.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
  while (list.children.length > items.length) list.lastElementChild.remove();
}

const drawnLetters = new Map();

function kept(letter, others, acts) {
  const quoted = others.find((other) => other.wamid === quotedId(letter.message));
  const state = JSON.stringify([letter.message, letter.shown, ticks(letter), letter.revoked, letter.edited, [...letter.reactions], quoted?.message, clockTime(saidAt(letter)), say("odd")]);
  const known = drawnLetters.get(letter.wamid);
  if (known?.state === state) return known.item;
  const item = bubble(letter, quoted, acts);
  drawnLetters.set(letter.wamid, { state, item });
  return item;
}

function bubble(letter, quoted, acts) {
  const item = make("li", `letter from-${letter.from} kind-${look(letter.message)}`);
  item.dataset.wamid = letter.wamid;
  if (quoted) item.append(make("blockquote", "", gist(quoted) ?? kindName(quoted.message)));
  if (letter.message.context?.forwarded || letter.message.context?.frequently_forwarded) item.append(make("small", "mark", say("forwarded")));
  if (letter.revoked) item.append(make("p", "odd", say("revoked")));
  else item.append(...drawn(letter, acts.on(letter)));
  const foot = make("small", "when", `${letter.edited && !letter.revoked ? `${say("edited")} ` : ""}${clockTime(saidAt(letter))}`);
  if (letter.from === "guest") foot.append(tick(letter));
  // As on WhatsApp, the time belongs to the words; what may be tapped stands below it.
  item.insertBefore(foot, item.querySelector(":scope > .offer"));
  if (letter.reactions.size && !letter.revoked) item.append(make("span", "felt", [...letter.reactions.values()].join("")));
  if (!letter.revoked) item.append(more(letter, acts));
  return item;
}

function look({ type, interactive }) {
  if (type === "sticker") return "sticker";
  return type === "template" || interactive?.action ? "wide" : "any";
}

function more(letter, acts) {
  const element = button("more", "⌄", () => acts.open(letter));
  element.setAttribute("aria-label", say("more"));
  return element;
}

function tick(letter) {
  const { name, mark } = ticks(letter);
  const element = make("span", `tick ${name}`, mark);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", say("ticks")[name]);
  element.title = say("ticks")[name];
  return element;
}
