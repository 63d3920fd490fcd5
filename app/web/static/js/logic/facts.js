/** What a guest filled in, as lines of name and value, whatever shape the form had. */

const DEEPEST = 4;
const MOST = 60;
// Of Meta's own making; no guest wrote it.
const OURS = new Set(["flow_token"]);

/** @typedef {{name: string, value: string}} Fact */

/** @param {unknown} response the parsed reply, or its words when it is no object @returns {Fact[]} */
export function facts(response) {
  if (typeof response === "string") return response ? [{ name: "", value: unquoted(response) }] : [];
  /** @type {Fact[]} */ const found = [];
  collect(response, "", 0, found);
  return found.slice(0, MOST);
}

/** A form may answer with bare words, in JSON's quotes. */
function unquoted(/** @type {string} */ response) {
  try {
    const said = JSON.parse(response);
    return typeof said === "string" ? said : response;
  } catch {
    return response;
  }
}

/** @param {unknown} value @param {string} name @param {number} depth @param {Fact[]} found */
function collect(value, name, depth, found) {
  if (value === null || value === undefined || value === "") return;
  if (typeof value !== "object") return void found.push({ name: readable(name), value: String(value) });
  if (depth >= DEEPEST) return void found.push({ name: readable(name), value: JSON.stringify(value) });
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return void found.push({ name: readable(name), value: value.join(", ") });
  // A form with a single group of answers is that group.
  for (const [key, inner] of Object.entries(value)) if (!OURS.has(key)) collect(inner, Array.isArray(value) ? `${name} ${Number(key) + 1}` : key, depth + 1, found);
}

/** `screen_0_check_in_date_1` as a person would write it: "Check in date". */
function readable(/** @type {string} */ name) {
  const words = name.replace(/^screen_\d+_/, "").replace(/_\d+$/, "").replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
