/** The 24-hour window as a small clock in the thread's head. */
import { useEffect, useState } from "../../../vendor/preact-hooks.mjs";
import { html } from "../../html.js";
import { when } from "../../i18n/format.js";
import { t } from "../../i18n/language.js";
import { clock, windowAt } from "../../logic/window.js";
import { serverNow } from "../../net/http.js";
import { Icon } from "../parts/icon.js";

const TICK_MS = 15_000;

/** The window as it is now, looked at again as time goes. @param {string|null|undefined} until */
export function useWindow(until) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return windowAt(until, serverNow());
}

/** @param {{until: string|null|undefined, free?: string|null}} props  `free`: until then Meta charges nothing, for the guest came from an advertisement */
export function WindowClock({ until, free }) {
  const { state, leftMs } = useWindow(until);
  const isFree = windowAt(free, serverNow()).leftMs > 0;
  if (state === "unknown") return null;
  return html`${isFree && html`<span class="window free" title=${t("window-free-until", { moment: when(Date.parse(free ?? "")) })}><${Icon} name="megaphone" size=${16} /><span class="window-word">${t("window-free")}</span></span>`}<span class=${`window ${state}`} title=${t("window-until", { moment: when(Date.parse(until ?? "")) })}>
    <${Icon} name="clock" size=${16} />${state === "closed" ? t("window-closed") : html`<${Left} leftMs=${leftMs} />`}
  </span>`;
}

/** Hours and minutes; where there is little room the hours alone, while there are any. @param {{leftMs: number}} props */
function Left({ leftMs }) {
  const { hours, minutes } = clock(leftMs);
  return html`${hours > 0 && html`<span>${t("hours", { count: hours })}</span>`}<span class=${hours > 0 ? "window-more" : ""}>${t("minutes", { count: minutes })}</span>`;
}
