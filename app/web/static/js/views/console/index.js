/** The console's pages: a new one is a file beside this and an entry here. */
import { Inbox } from "./inbox.js";
import { Notices } from "./notices.js";
import { Numbers } from "./numbers.js";
import { Outbox } from "./outbox.js";
import { Templates } from "./templates.js";
import { Trace } from "./trace.js";
import { UnclaimedNumbers } from "./unclaimed.js";

/**
 * @typedef {object} ConsolePage
 * @property {string} path  `#/console/{path}` and `#/console/{path}/{id}`
 * @property {string} title  the name of its sentence, also in the navigation
 * @property {string} icon  a name in parts/icon.js
 * @property {(me: import("../../types.js").Me) => boolean} may  who has it
 * @property {(props: {id: string|null}) => any} component
 * @property {boolean} [unlisted]  reached from elsewhere, as the trace of one message
 */

/** Whoever looks after a hotel's numbers, at their hotel. */
export const runsHotel = (/** @type {import("../../types.js").Me} */ me) => me.tenant !== null && me.permissions.includes("manage_channels");

/** The platform's own people. */
export const runsHouse = (/** @type {import("../../types.js").Me} */ me) => me.permissions.includes("manage_house");

/** Either of them. */
export const runs = (/** @type {import("../../types.js").Me} */ me) => runsHotel(me) || runsHouse(me);

/** In the order of the navigation. @type {ConsolePage[]} */
export const PAGES = [
  { path: "notices", title: "page-notices", icon: "bell", may: runs, component: Notices },
  { path: "numbers", title: "page-numbers", icon: "number", may: runsHotel, component: Numbers },
  { path: "outbox", title: "page-outbox", icon: "send", may: runsHotel, component: Outbox },
  { path: "inbox", title: "page-inbox", icon: "tray", may: runs, component: Inbox },
  { path: "unclaimed", title: "page-unclaimed", icon: "alert", may: runsHouse, component: UnclaimedNumbers },
  { path: "trace", title: "page-trace", icon: "route", may: runsHotel, component: Trace, unlisted: true },
  { path: "templates", title: "page-templates", icon: "template", may: runsHotel, component: Templates },
];

/** @param {import("../../types.js").Me|null} me */
export const pagesOf = (me) => (me ? PAGES.filter((page) => page.may(me)) : []);
