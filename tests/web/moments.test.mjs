/** Moments as people say them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { when } from "../../app/web/static/js/i18n/format.js";

const DAY_MS = 86_400_000;

test("a day far off is told with its year, a near one without", () => {
  const far = Date.now() + 190 * DAY_MS;
  assert.match(when(far), new RegExp(String(new Date(far).getUTCFullYear())));
  assert.doesNotMatch(when(Date.now() + 20 * DAY_MS), /\d{4}/);
  assert.match(when(Date.now() - 400 * DAY_MS), /\d{4}/);
});
