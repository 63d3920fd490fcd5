// What a guest may do with one letter: answer it, react, forward, correct or take back their own.

import { $, button, make } from "./make.js";
import { textOf } from "./letters.js";
import { say } from "./words.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** Opens the menu of a letter. `acts` are {say(message), reply(letter), edit(letter)}. */
export function openActs(letter, acts) {
  const dialog = $("acts");
  const act = (run) => () => {
    dialog.close();
    run();
  };
  const react = (emoji) => act(() => acts.say({ type: "reaction", reaction: { message_id: letter.wamid, emoji } }));
  const row = make("div", "emoji");
  row.append(...EMOJI.map((emoji) => named(button("", emoji, react(emoji)), say("react", { emoji }))));
  const lines = [button("act", say("reply"), act(() => acts.reply(letter)))];
  if (letter.reactions.has("guest")) lines.push(button("act", say("unreact"), react("")));
  const text = textOf(letter.message);
  if (text !== null) lines.push(button("act", say("forward"), act(() => acts.say({ type: "text", text: { body: text }, context: { forwarded: true } }))));
  if (letter.from === "guest" && letter.message.type === "text") lines.push(button("act", say("edit"), act(() => acts.edit(letter))));
  if (letter.from === "guest") lines.push(button("act danger", say("revoke"), act(() => acts.say({ type: "revoke", revoke: { original_message_id: letter.wamid } }))));
  $("acts-body").replaceChildren(row, ...lines);
  dialog.showModal();
}

function named(element, label) {
  element.setAttribute("aria-label", label);
  return element;
}
