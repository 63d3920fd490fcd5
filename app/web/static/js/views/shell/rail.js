/** The rail: the rooms of the house, and who is at the desk. New rooms get a line in ROOMS. */
import { useEffect, useRef, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import { me, myId } from "../../store/account.js";
import * as inbox from "../../store/inbox.js";
import { consolePlace } from "../../store/place.js";
import { pagesOf } from "../console/index.js";
import { Avatar } from "../parts/avatar.js";
import { Icon } from "../parts/icon.js";
import { Mark } from "../parts/mark.js";
import { AccountMenu } from "./account_menu.js";
import { Bell } from "./bell.js";

const ROOMS = [
  { name: "inbox", icon: "inbox", address: "#/", count: () => inbox.unread.value, may: () => true },
  { name: "console", icon: "sliders", address: "#/console", count: () => 0, may: () => pagesOf(me.value).length > 0 },
];

export function Rail() {
  return html`<nav class="rail" aria-label=${t("rooms")}>
    <a class="rail-brand" href="#/" aria-label="Recado"><${Mark} size=${36} /></a>
    ${ROOMS.filter((room) => room.may()).map((room) => html`<${Room} key=${room.name} room=${room} />`)}
    <span class="rail-space"></span>
    <${Bell} />
    <${AccountButton} />
  </nav>`;
}

/** @param {{room: typeof ROOMS[number]}} props */
function Room({ room }) {
  const count = room.count();
  const name = t(`room-${room.name}`);
  const here = (consolePlace.value ? "console" : "inbox") === room.name;
  return html`<a class="rail-room" href=${room.address} aria-current=${here ? "page" : undefined} title=${name} aria-label=${count ? t("room-unread", { name, count }) : name}>
    <${Icon} name=${room.icon} size=${22} />
    ${count > 0 && html`<span class="badge" aria-hidden="true">${count > 99 ? "99+" : count}</span>`}
  </a>`;
}

/** The person's disc, with the menu behind it; also stands in the list's head on a phone. */
export function AccountButton() {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    if (!open) return undefined;
    const away = (/** @type {Event} */ event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !box.current?.contains(/** @type {Node} */ (event.target))) setOpen(false);
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", away);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", away);
    };
  }, [open]);
  const name = me.value?.user.name ?? "";
  return html`<div class="account" ref=${box}>
    <button type="button" class="account-button" aria-haspopup="true" aria-expanded=${open ? "true" : "false"} aria-label=${t("account-of", { name })} onClick=${() => setOpen(!open)}>
      <${Avatar} id=${myId.value} name=${name} size="small" />
    </button>
    ${open && html`<${AccountMenu} />`}
  </div>`;
}
