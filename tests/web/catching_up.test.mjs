/** Events arrive live and by resume, in any order and more than once: each is applied once, and none is missed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "../../app/web/static/js/logic/ledger.js";
import { CatchUp } from "../../app/web/static/js/net/catch_up.js";

/** A server's log, of which this reader may see what `visible` allows. */
function aServer(last, visible = () => true) {
  return {
    last,
    asked: [],
    async ask(since) {
      this.asked.push(since);
      const ids = Array.from({ length: this.last - since }, (_, n) => since + n + 1);
      return { events: ids.filter(visible).map((event_id) => ({ event_id, event: "message:new", data: {} })), up_to: this.last };
    },
  };
}

function aReader(server, duties = {}) {
  const applied = [];
  const timers = [];
  const catchUp = new CatchUp({
    ask: (since) => server.ask(since),
    apply: (event) => applied.push(event.event_id),
    resync: () => applied.push("resync"),
    later: (run) => timers.push(run),
    ...duties,
  });
  return { catchUp, applied, timers, pass: () => timers.splice(0).forEach((run) => run()) };
}

const settled = () => new Promise((done) => setTimeout(done, 5));

test("a ledger climbs over what it had ahead of its mark", () => {
  const ledger = new Ledger();
  ledger.reach(10);
  assert.ok(ledger.take(12));
  assert.ok(ledger.take(13));
  assert.equal(ledger.mark, 10);
  assert.ok(ledger.take(11));
  assert.equal(ledger.mark, 13);
  assert.ok(!ledger.behind);
});

test("the same event twice is news once, below the mark and above it", () => {
  const ledger = new Ledger();
  ledger.reach(10);
  assert.ok(!ledger.take(9));
  assert.ok(!ledger.take(10));
  assert.ok(ledger.take(15));
  assert.ok(!ledger.take(15));
  assert.equal(ledger.mark, 10);
});

test("what was never logged is always news", () => {
  const ledger = new Ledger();
  assert.ok(ledger.take(undefined));
  assert.ok(ledger.take(undefined));
});

test("the first connection begins at the server's newest event and asks for nothing", async () => {
  const server = aServer(40);
  const { catchUp } = aReader(server);
  catchUp.connected(40);
  await settled();
  assert.deepEqual(server.asked, []);
  assert.equal(catchUp.ledger.mark, 40);
});

test("a later connection asks from where we are", async () => {
  const server = aServer(40);
  const { catchUp, applied } = aReader(server);
  catchUp.connected(40);
  server.last = 43;
  catchUp.connected(43);
  await settled();
  assert.deepEqual(server.asked, [40]);
  assert.deepEqual(applied, [41, 42, 43]);
});

test("a head whose event arrives within the moment costs no question", async () => {
  const server = aServer(41);
  const { catchUp, applied, pass } = aReader(server);
  catchUp.connected(40);
  catchUp.head(41);
  catchUp.live("message:new", { event_id: 41 });
  pass();
  await settled();
  assert.deepEqual(server.asked, []);
  assert.deepEqual(applied, [41]);
});

test("a head whose event was lost is asked for, once for a burst of heads", async () => {
  const server = aServer(45);
  const { catchUp, applied, pass, timers } = aReader(server);
  catchUp.connected(40);
  for (const id of [41, 42, 43, 44, 45]) catchUp.head(id);
  assert.equal(timers.length, 1);
  catchUp.live("message:new", { event_id: 43 });
  pass();
  await settled();
  assert.deepEqual(server.asked, [40]);
  assert.deepEqual(applied, [43, 41, 42, 44, 45]);
});

test("events that this reader may not see do not make it ask for ever", async () => {
  const server = aServer(50, (id) => id % 2 === 0);
  const { catchUp, applied, pass } = aReader(server);
  catchUp.connected(40);
  catchUp.head(50);
  pass();
  await settled();
  pass();
  await settled();
  assert.deepEqual(server.asked, [40]);
  assert.deepEqual(applied, [42, 44, 46, 48, 50]);
  assert.ok(!catchUp.ledger.behind);
});

test("a long absence is fetched page by page", async () => {
  const server = aServer(1200);
  const pages = { ask: async (since) => {
    server.asked.push(since);
    const ids = Array.from({ length: Math.min(500, server.last - since) }, (_, n) => since + n + 1);
    return { events: ids.map((event_id) => ({ event_id, event: "message:new", data: {} })), up_to: since + ids.length };
  } };
  const { catchUp, applied } = aReader(server, pages);
  catchUp.connected(0);
  catchUp.connected(1200);
  await settled();
  assert.deepEqual(server.asked, [0, 500, 1000]);
  assert.equal(applied.length, 1200);
});

test("a page that says there is more is followed by the next, also when nothing told of it", async () => {
  const pages = [{ events: [], up_to: 50, has_more: true }, { events: [], up_to: 70, has_more: false }];
  const asked = [];
  const { catchUp } = aReader(aServer(0), { ask: async (since) => (asked.push(since), pages.shift()) });
  catchUp.connected(10);
  await catchUp.run();
  assert.deepEqual(asked, [10, 50]);
  assert.equal(catchUp.ledger.mark, 70);
});

test("a log that no longer reaches back loads everything anew and goes on from there", async () => {
  const answers = { ask: async () => ({ resync: true, up_to: 900 }) };
  const { catchUp, applied } = aReader(aServer(900), answers);
  catchUp.connected(1);
  catchUp.connected(900);
  await settled();
  assert.deepEqual(applied, ["resync"]);
  assert.equal(catchUp.ledger.mark, 900);
});

test("a question without an answer is asked again later", async () => {
  const server = aServer(41);
  let down = true;
  const { catchUp, applied, pass } = aReader(server, { ask: (since) => (down ? Promise.reject(new Error("away")) : server.ask(since)) });
  catchUp.connected(40);
  catchUp.connected(41);
  await settled();
  down = false;
  pass();
  pass();
  await settled();
  assert.deepEqual(applied, [41]);
});

test("the safety round asks also when nothing seems to be missing", async () => {
  const server = aServer(42);
  const { catchUp, applied } = aReader(server);
  catchUp.connected(40);
  await catchUp.run();
  assert.deepEqual(applied, [41, 42]);
});
