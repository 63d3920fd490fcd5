/** From the live line into the stores: events are gathered for a frame and put in together. */
import { batch, effect } from "../../vendor/signals-core.mjs";
import * as live from "../net/live.js";
import { fold } from "./folding.js";
import * as inbox from "./inbox.js";
import * as notices from "./notices.js";
import * as outbox from "./outbox.js";
import { openId } from "./place.js";
import * as scheduled from "./scheduled.js";
import * as threads from "./threads.js";
import * as typing from "./typing.js";

const FRAME_MS = 16;

/** @type {import("../types.js").LoggedEvent[]} */ let waiting = [];
let flushing = false;
let lastFlush = 0;
let connectedBefore = false;

/** Begins to listen; the answer ends it. */
export function follow() {
  connectedBefore = false;
  live.open({ event: gather, resync, connected, typing: typing.note });
  const stopRooms = effect(followRoom);
  return () => {
    stopRooms();
    live.close();
    waiting = [];
  };
}

/** A single event goes through at once; a burst costs one drawing per frame. */
function gather(/** @type {import("../types.js").LoggedEvent} */ event) {
  waiting.push(event);
  if (flushing) return;
  flushing = true;
  const since = performance.now() - lastFlush;
  if (since > FRAME_MS) queueMicrotask(flush);
  else setTimeout(flush, FRAME_MS - since);
}

function flush() {
  const events = waiting;
  waiting = [];
  flushing = false;
  lastFlush = performance.now();
  const news = { said: of(events, "message:new").filter(isALine), changed: of(events, "message:updated"), moved: of(events, "message:status") };
  batch(() => {
    threads.receive(news);
    inbox.absorb(of(events, "conversation:updated"));
    inbox.touch(news);
    inbox.noteNumbers(of(events, "number:updated"));
    scheduled.hear(of(events, "scheduled:updated"));
    scheduled.note([...news.said, ...news.changed, ...news.moved]);
    notices.hear(of(events, "notice:updated"));
    for (const told of of(events, "conversation:folded")) fold(told.id, told.folded_into);
  });
}

/** Our reactions stand under what they are about, and what is scheduled in a list of its own. @param {import("../types.js").Message} message */
const isALine = ({ message_type: type, direction, status }) => status !== "scheduled" && !(type === "reaction" && direction === "outbound");

/** @param {import("../types.js").LoggedEvent[]} events @param {string} kind @returns {any[]} */
function of(events, kind) {
  return events.filter((logged) => logged.event === kind).map((logged) => ({ ...logged.data, event_id: logged.event_id || undefined }));
}

function resync() {
  if (openId.value) void scheduled.load(openId.value);
  inbox.load(true);
  threads.reload(openId.value);
}

/** What we loaded before the first connection may be a moment older than the event it begins at. */
function connected() {
  if (openId.value) live.join(openId.value);
  if (connectedBefore) askAgain();
  else resync();
  connectedBefore = true;
  outbox.hurry();
}

function askAgain() {
  if (openId.value) void scheduled.load(openId.value);
  inbox.askAgain();
  threads.askAgain();
}

let joined = /** @type {string|null} */ (null);

function followRoom() {
  const wanted = openId.value;
  if (joined && joined !== wanted) live.leave(joined);
  joined = wanted;
  if (wanted) live.join(wanted);
}
