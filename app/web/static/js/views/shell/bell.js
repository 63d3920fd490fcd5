/** The bell: what waits for the attention of those who run the hotel. */

export function Bell() {
  return null;
}
