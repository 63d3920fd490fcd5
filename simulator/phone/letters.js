// What a letter is on the phone's screen: its text, its ticks, its place, and what later letters made of it. No page is touched here.

/** Whether the guest's phone has it: a hotel's message shows once it was delivered; of a reaction Meta says no more than "sent". */
export function isHere(letter) {
  const isReaction = letter.message.type === "reaction" && letter.status === "sent";
  return letter.from === "guest" || isReaction || ["delivered", "read", "played"].includes(letter.status);
}

/** ✓ when the hotel's webhook took it, ✓✓ when the hotel marked it read. */
export function ticks(letter) {
  if (letter.status === "read") return { name: "read", mark: "✓✓" };
  if (letter.steps.acked) return { name: "sent", mark: "✓" };
  return { name: "waiting", mark: "◷" };
}

/** The words of a letter, or null when it is of a kind that has none. */
export function textOf(message) {
  const said = message[message.type];
  return message.text?.body ?? said?.caption ?? said?.button_reply?.title ?? said?.list_reply?.title ?? (message.type === "button" ? said?.text : null) ?? said?.body?.text ?? null;
}

/** A template answers nothing that one sees. */
export function quotedId(message) {
  if (message.type === "template") return null;
  return message.context?.message_id ?? message.context?.id ?? null;
}

/** When it was said: a guest's words carry their own time. */
export function saidAt(letter) {
  return letter.from === "guest" ? new Date(letter.timestamp * 1000).toISOString() : letter.at;
}

/** One line of it, for lists and quotations; null when it has no words. */
export const gist = (letter) => letter.shown?.body ?? textOf(letter.message);

/** The list with this letter in it, in the place of its older self. */
export function merged(letters, letter) {
  const place = letters.findIndex((known) => known.wamid === letter.wamid);
  return place < 0 ? [...letters, letter] : letters.with(place, letter);
}

const TARGETS = {
  reaction: (message) => message.reaction?.message_id,
  edit: (message) => message.edit?.original_message_id,
  revoke: (message) => message.revoke?.original_message_id,
};

/** Letters as a phone shows them: reactions, edits and withdrawals are seen on what they are about. */
export function folded(letters) {
  const shown = new Map();
  for (const letter of letters) {
    const target = shown.get(TARGETS[letter.message.type]?.(letter.message));
    if (target) apply(target, letter);
    else if (!TARGETS[letter.message.type]) shown.set(letter.wamid, { ...letter, reactions: new Map(), edited: false, revoked: false });
  }
  return [...shown.values()];
}

function apply(target, { from, message }) {
  if (message.type === "revoke") target.revoked = true;
  if (message.type === "reaction") {
    if (message.reaction.emoji) target.reactions.set(from, message.reaction.emoji);
    else target.reactions.delete(from);
  }
  if (message.type === "edit" && message.edit?.message) {
    target.edited = true;
    target.message = withWords(target.message, message.edit.message);
  }
}

/** An edit changes the words; the file under them stays. */
function withWords(message, told) {
  return { ...message, [message.type]: { ...message[message.type], ...told[told.type] } };
}
