/** The windows in which something else than words is made; whatever they make goes the way of everything that is said. */
import { useEffect } from "../../../../vendor/preact-hooks.mjs";
import { html } from "../../../html.js";
import * as desk from "../../../store/desk.js";
import * as outbox from "../../../store/outbox.js";
import * as replying from "../../../store/replying.js";
import { ButtonsSheet, LinkSheet } from "./buttons.js";
import { CardSheet } from "./card.js";
import { ListSheet } from "./list.js";
import { PlaceSheet } from "./place.js";
import { ScheduleSheet } from "./schedule.js";
import { TemplateSheet } from "./templates.js";
import { WishContactSheet, WishPlaceSheet } from "./wish.js";

const SHEETS = { schedule: ScheduleSheet, template: TemplateSheet, location: PlaceSheet, contacts: CardSheet, buttons: ButtonsSheet, list: ListSheet, link: LinkSheet, "wish-location": WishPlaceSheet, "wish-contact": WishContactSheet };

/** @typedef {(body: import("../../../types.js").Body, more?: {shown?: Record<string, any>, schedule?: import("../../../types.js").Schedule}) => void} Say */

/** @param {{id: string, later: boolean}} props */
export function Sheets({ id, later }) {
  const open = desk.sheet.value;
  useEffect(() => {
    // The menu that opened it is gone; where there is a keyboard, writing goes on.
    if (!open && document.activeElement === document.body && matchMedia("(hover: hover)").matches) document.getElementById("composer")?.focus();
  }, [open === null]);
  if (!open) return null;
  /** @type {Say} */
  function say(body, { shown, schedule } = {}) {
    const soon = body.type === "template" ? schedule : (schedule ?? (later ? { when: "guest_writes" } : undefined));
    desk.close();
    void outbox.send(id, { ...body, ...replying.take(id), ...(soon ? { schedule: soon } : {}) }, { shown });
  }
  return html`<${SHEETS[open.name]} key=${open.name} id=${id} begun=${open.begun} onSay=${say} />`;
}
