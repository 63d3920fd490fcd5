/** The live line: one socket that brings news, says who is typing, and comes back by itself. */
import { signal } from "../../vendor/signals-core.mjs";
import { io } from "../../vendor/socket.io.mjs";
import * as api from "./api.js";
import { CatchUp } from "./catch_up.js";
import { bearer, renew } from "./session.js";

const ACK_MS = 5_000;
const SAFETY_MS = 30_000;
const AGAIN_MS = 500;
const REFUSED_MS = 3_000;
const LOGGED = ["message:new", "message:updated", "message:status", "conversation:updated", "conversation:folded", "number:updated", "scheduled:updated"];

/** "replaced": another window took this person's place, and only the person may take it back. */
export const line = signal(/** @type {"off"|"connecting"|"on"|"lost"|"replaced"} */ ("off"));

/**
 * @typedef {object} Ears
 * @property {(event: import("../types.js").LoggedEvent) => void} event
 * @property {() => void} resync
 * @property {() => void} connected
 * @property {(typing: {conversation_id: string, user_id: string, typing: boolean}) => void} typing
 */

/** @type {import("../../vendor/socket.io.mjs").Socket|null} */ let socket = null;
/** @type {CatchUp|null} */ let catchUp = null;
/** @type {ReturnType<typeof setInterval>|undefined} */ let safety;
let tokenInUse = "";

export function open(/** @type {Ears} */ ears) {
  close();
  line.value = "connecting";
  catchUp = new CatchUp({ ask, apply: ears.event, resync: ears.resync });
  socket = io({ path: "/socket.io", transports: ["websocket", "polling"], tryAllTransports: true, auth: giveToken, reconnectionDelayMax: 5_000 });
  hear(socket, catchUp, ears);
  safety = setInterval(lookAgain, SAFETY_MS);
}

export function close() {
  clearInterval(safety);
  socket?.disconnect();
  socket = catchUp = null;
  line.value = "off";
}

/** The person asks for their place back. */
export function takeBack() {
  line.value = "connecting";
  socket?.connect();
}

export function join(/** @type {string} */ conversation_id) {
  say("join_conversation", { conversation_id });
}

export function leave(/** @type {string} */ conversation_id) {
  say("leave_conversation", { conversation_id });
}

/** @param {string} conversation_id @param {boolean} typing */
export function sayTyping(conversation_id, typing) {
  say(typing ? "typing_start" : "typing_stop", { conversation_id });
}

/** Nothing is kept for later: what is said on the socket is only worth saying now. @param {string} event @param {object} payload */
function say(event, payload) {
  if (socket?.connected) socket.emit(event, payload);
}

/** @param {import("../../vendor/socket.io.mjs").Socket} own @param {CatchUp} news @param {Ears} ears */
function hear(own, news, ears) {
  own.on("connected", (hello) => {
    line.value = "on";
    ears.connected();
    news.connected(hello.last_event_id ?? 0);
  });
  for (const event of LOGGED) own.on(event, (data) => news.live(event, data));
  own.on("head", ({ event_id }) => news.head(event_id));
  own.on("user_typing", ears.typing);
  own.on("error", (body) => notePlace(codeOf(body)));
  own.on("connect_error", (error) => refused(own, error));
  own.on("disconnect", (reason) => dropped(own, reason));
}

function giveToken(/** @type {(auth: {token: string}) => void} */ give) {
  bearer().then(
    (token) => give({ token: (tokenInUse = token) }),
    () => give({ token: (tokenInUse = "") }),
  );
}

/** A refused handshake is not retried by the library: we renew what was wrong and knock again. */
function refused(/** @type {any} */ own, /** @type {any} */ error) {
  const code = codeOf(error?.data) ?? codeOf(error?.message);
  if (notePlace(code)) return;
  line.value = "lost";
  if (own.active) return;
  const stale = code === "TOKEN_EXPIRED" || code === "UNAUTHORIZED";
  const ready = stale ? renew(tokenInUse).then(() => AGAIN_MS, () => REFUSED_MS) : Promise.resolve(REFUSED_MS);
  ready.then((wait) => knockAgain(own, wait));
}

function dropped(/** @type {any} */ own, /** @type {string} */ reason) {
  if (line.value === "replaced" || own !== socket) return;
  line.value = "lost";
  // The server closed it (token or session over): the library leaves that to us.
  if (reason === "io server disconnect") renew(tokenInUse).then(() => knockAgain(own, AGAIN_MS), () => knockAgain(own, REFUSED_MS));
}

function knockAgain(/** @type {any} */ own, /** @type {number} */ wait) {
  setTimeout(() => {
    if (own === socket && !own.connected && line.value !== "replaced") own.connect();
  }, wait);
}

function notePlace(/** @type {string|undefined} */ code) {
  if (code !== "CONNECTION_REPLACED") return false;
  line.value = "replaced";
  socket?.disconnect();
  return true;
}

/** The reason, wherever the transport put it. @returns {string|undefined} */
function codeOf(/** @type {any} */ said) {
  if (typeof said === "string") return said;
  return said?.code ?? said?.error?.code ?? (typeof said?.message === "string" ? said.message : undefined);
}

/** @param {number} since @returns {Promise<import("./catch_up.js").Answer>} */
async function ask(since) {
  if (socket?.connected) {
    const answer = await socket.timeout(ACK_MS).emitWithAck("resume", { last_event_id: since }).catch(() => null);
    if (answer && typeof answer.up_to === "number") return answer;
  }
  return api.events(since);
}

/** Hints can be lost without a trace, so we look now and then while somebody is looking at us. */
export function lookAgain() {
  if (document.visibilityState !== "visible" || line.value === "off" || line.value === "replaced") return;
  if (socket && !socket.connected && !socket.active) socket.connect();
  catchUp?.run();
}

addEventListener("online", lookAgain);
document.addEventListener("visibilitychange", lookAgain);
