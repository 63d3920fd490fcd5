/** Which hotel an address names, by the same order as the server: the query, then the subdomain. */

const NO_TENANT = new Set(["www", "api"]);

/**
 * @param {{search: string, hostname: string}} place
 * @param {string} baseDomain empty when the server has none
 * @returns {string|null}
 */
export function slugOf(place, baseDomain) {
  const named = new URLSearchParams(place.search).get("tenant")?.trim().toLowerCase();
  if (named) return named;
  const suffix = `.${baseDomain}`;
  if (!baseDomain || !place.hostname.endsWith(suffix)) return null;
  const label = place.hostname.slice(0, -suffix.length);
  return label === "" || label.includes(".") || NO_TENANT.has(label) ? null : label;
}
