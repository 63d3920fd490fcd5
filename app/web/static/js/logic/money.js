/** Money as people of a language write it, from whole minor units: 3799 USD is US$ 37,99. */

/** @param {unknown} amount whole minor units @param {unknown} currency ISO 4217 @param {string} language */
export function money(amount, currency, language) {
  if (typeof amount !== "number" || !Number.isFinite(amount)) return "";
  const code = typeof currency === "string" ? currency.toUpperCase() : "";
  try {
    const format = new Intl.NumberFormat(language, { style: "currency", currency: code });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    // What calls itself a currency and is none still is a number of something.
    return `${new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(amount / 100)} ${code}`.trim();
  }
}
