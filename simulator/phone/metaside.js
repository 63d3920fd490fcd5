// Meta's side: what happens to an account, a template or a message without any guest doing anything.

import * as api from "./api.js";
import { groupName, groupsInOrder, readable } from "./labels.js";
import { $, button, make } from "./make.js";
import { current, say } from "./words.js";

export function wireMeta(here) {
  let listed = [];
  $("meta-open").addEventListener("click", async () => {
    const { number, guest } = here();
    if (!number) return;
    $("meta-said").textContent = "";
    $("meta-find").value = "";
    $("meta").showModal();
    try {
      listed = await api.examples(number, guest ?? "5511900000001");
      draw(listed, "");
    } catch (problem) {
      tell(say("refused", { why: problem.message }));
    }
  });
  $("meta-find").addEventListener("input", () => draw(listed, $("meta-find").value));
  $("meta-close").addEventListener("click", () => $("meta").close());
}

function draw(listed, wanted) {
  const fits = (one) => one.group !== "guest" && `${one.name} ${one.field}`.replaceAll("_", " ").includes(wanted.trim().toLowerCase());
  const found = Map.groupBy ? Map.groupBy(listed.filter(fits), ({ group }) => group) : grouped(listed.filter(fits));
  $("meta-list").replaceChildren(...groupsInOrder.filter((group) => found.has(group)).map((group) => section(group, found.get(group))));
}

function grouped(listed) {
  const found = new Map();
  for (const one of listed) found.set(one.group, [...(found.get(one.group) ?? []), one]);
  return found;
}

function section(group, listed) {
  const element = make("section");
  element.append(make("h3", "", groupName(group, current())));
  for (const example of listed) element.append(entry(example));
  return element;
}

function entry(example) {
  const element = button("event", "", async () => {
    try {
      await api.play(example);
      tell(say("told", { what: readable(example.name) }));
    } catch (problem) {
      tell(say("refused", { why: problem.message }));
    }
  });
  element.dataset.example = example.name;
  const detail = details(example.says);
  element.append(make("strong", "", readable(example.name)), make("small", "", detail ? `${example.field} · ${detail}` : example.field));
  return element;
}

const TELLING = ["event", "decision", "status", "code", "new_category", "new_quality_score", "reason", "message_template_name", "value"];

function details(says) {
  return TELLING.map((name) => says?.[name]).filter((value) => typeof value === "string" || typeof value === "number").join(" · ");
}

function tell(words) {
  $("meta-said").textContent = words;
}
