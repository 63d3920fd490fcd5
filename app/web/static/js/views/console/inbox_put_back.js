/** Taking letters in anew: first counted, then confirmed, then batch by batch until all are. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { signal } from "../../../vendor/signals-core.mjs";
import { html } from "../../html.js";
import { t } from "../../i18n/language.js";
import * as letters from "../../net/letters.js";
import { me } from "../../store/account.js";
import { sentenceOf } from "../parts/sentence.js";

/** Why somebody of the house acts in a hotel's letters; asked once, kept while the page is open. */
export const reason = signal("");

const REPLAYABLE = ["failed", "done", "kept"];

export function Reason() {
  const [said, setSaid] = useState(reason.value);
  const take = (/** @type {any} */ event) => setSaid((reason.value = event.target.value));
  return html`<label>${t("letters-reason")}<input value=${said} required maxlength="300" onInput=${take} /></label>`;
}

/**
 * Failed letters may be tried again at any time; others only of a span, or one by one.
 * @param {{choice: letters.Choice & {ids?: number[]}, after: () => unknown}} props
 */
export function PutBack({ choice, after }) {
  const [counted, setCounted] = useState(/** @type {{letters: number, is_exact: boolean}|null} */ (null));
  const [done, setDone] = useState(/** @type {number|null} */ (null));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const { state, ...rest } = letters.moments(choice);
  useEffect(() => (setCounted(null), setDone(null)), [JSON.stringify(choice)]);
  if (!state || !REPLAYABLE.includes(state) || (state !== "failed" && !choice.since && !choice.ids)) return null;
  const asked = { ...rest, states: [state] };
  const guarded = async (/** @type {() => Promise<void>} */ deed) => {
    setBusy(true);
    setError(null);
    await deed().catch(setError);
    setBusy(false);
  };
  const count = () => guarded(async () => setCounted(await letters.putBack({ ...asked, dry_run: true }, reason.value)));
  const go = () =>
    guarded(async () => {
      setDone(await all(asked));
      setCounted(null);
      after();
    });
  return html`<div class="letters-choice">
    ${me.value?.tenant === null && html`<${Reason} />`}
    ${!counted && html`<button type="button" class="quiet" disabled=${busy} onClick=${count}>${t(state === "failed" ? "letters-retry" : "letters-replay")}</button>`}
    ${
      counted &&
      html`<span role="status">${t(counted.is_exact ? "letters-would" : "letters-would-most", { count: counted.letters })}</span>
        <button type="button" class="primary" disabled=${busy || counted.letters === 0} onClick=${go}>${t("letters-go")}</button>
        <button type="button" class="quiet" disabled=${busy} onClick=${() => setCounted(null)}>${t("letters-leave")}</button>`
    }
    ${done !== null && html`<span role="status" class="tag good">${t("letters-done", { count: done })}</span>`}
    ${error && html`<p class="form-error" role="alert">${sentenceOf(error)}</p>`}
  </div>`;
}

/** @param {Record<string, unknown>} asked */
async function all(asked) {
  let sum = 0;
  for (let more = asked; ; ) {
    const batch = await letters.putBack(more, reason.value);
    sum += batch.letters;
    if (batch.next === null) return sum;
    more = { ...asked, after: batch.next, until: batch.until };
  }
}
