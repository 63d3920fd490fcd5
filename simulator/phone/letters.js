// What a letter is on the phone's screen: its text, its ticks, its place. No page is touched here.

/** Whether the guest's phone has it: a hotel's message shows once it was delivered. */
export function isHere(letter) {
  return letter.from === "guest" || ["delivered", "read", "played"].includes(letter.status);
}

/** ✓ when the hotel's webhook took it, ✓✓ when the hotel marked it read. */
export function ticks(letter) {
  if (letter.status === "read") return { name: "read", mark: "✓✓" };
  if (letter.steps.acked) return { name: "sent", mark: "✓" };
  return { name: "waiting", mark: "◷" };
}

/** The words of a letter, or null when it is of a kind that has none. */
export function textOf(message) {
  return message.text?.body ?? message[message.type]?.caption ?? null;
}

export function quotedId(message) {
  return message.context?.message_id ?? message.context?.id ?? null;
}

/** When it was said: a guest's words carry their own time. */
export function saidAt(letter) {
  return letter.from === "guest" ? new Date(letter.timestamp * 1000).toISOString() : letter.at;
}

/** The list with this letter in it, in the place of its older self. */
export function merged(letters, letter) {
  const place = letters.findIndex((known) => known.wamid === letter.wamid);
  return place < 0 ? [...letters, letter] : letters.with(place, letter);
}
