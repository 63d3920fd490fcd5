/** The one way markup is written: `html` makes nodes from a template, and escapes what is put into it. */
import htm from "../vendor/htm.mjs";
import { h } from "../vendor/preact.mjs";

export const html = htm.bind(h);
