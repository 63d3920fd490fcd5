/** Which component draws which kind of message: a new kind is one file and one line here. */
import { TextKind } from "./text.js";
import { UnknownKind } from "./unknown.js";

/** @type {Record<string, (props: {message: import("../../../types.js").Message}) => any>} */
const KINDS = {
  text: TextKind,
};

export const kindOf = (/** @type {string} */ type) => KINDS[type] ?? UnknownKind;
