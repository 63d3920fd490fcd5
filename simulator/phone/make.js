// Elements with text in them, never markup.

export const $ = (id) => document.getElementById(id);

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A button of the page, with its sign before its words. */
export function button(className, words, act) {
  const element = make("button", className, words);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** A sign that is seen and not read out. */
export function hidden(className, sign) {
  const element = make("span", className, sign);
  element.setAttribute("aria-hidden", "true");
  return element;
}
