// The simulator's control API, as the phone uses it.

async function ask(method, path, body) {
  const answer = await fetch(`/_sim${path}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error?.message ?? `HTTP ${answer.status}`);
  return told;
}

const guestPath = (guest) => `/guests/${encodeURIComponent(guest)}`;

export const numbers = async () => (await ask("GET", "/numbers")).data;
export const guests = async (number) => (await ask("GET", `/guests?phone_number_id=${number ?? ""}`)).data;
export const thread = (number, guest) => ask("GET", `/threads/${number}/${encodeURIComponent(guest)}`);
export const describe = (guest, details) => ask("PUT", guestPath(guest), details);
export const read = (number, guest) => ask("POST", `${guestPath(guest)}/read`, { phone_number_id: number });
export const say = (number, guest, message) => ask("POST", `${guestPath(guest)}/messages`, { phone_number_id: number, message });
export const call = (number, guest) => ask("POST", `${guestPath(guest)}/calls`, { phone_number_id: number });

/** Everything that can be played, each with the request that plays it. */
export const examples = async (number, guest) =>
  (await ask("GET", `/examples?phone_number_id=${number}&wa_id=${encodeURIComponent(guest)}`)).data;
export const play = ({ send }) => ask(send.method, send.path.replace(/^\/_sim/, ""), send.body);

/** A file of the guest's own. */
export async function putUp(file, type, name) {
  const answer = await fetch(`/_sim/media?filename=${encodeURIComponent(name)}`, { method: "POST", headers: { "Content-Type": type }, body: file });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}
export const mediaUrl = (id) => `/_sim/media/${encodeURIComponent(id)}`;

/** Calls back with each event; `onLine(true)` when the line is there, also again after it broke. */
export function listen({ onLetter, onTyping, onReset, onLine }) {
  const line = new EventSource("/_sim/events");
  line.addEventListener("open", () => onLine(true));
  line.addEventListener("error", () => onLine(false));
  line.addEventListener("letter", (event) => onLetter(JSON.parse(event.data)));
  line.addEventListener("typing", (event) => onTyping(JSON.parse(event.data)));
  line.addEventListener("reset", onReset);
}
