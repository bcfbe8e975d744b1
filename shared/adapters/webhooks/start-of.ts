/** The start of a text, in at most so many bytes of UTF-8. No character is cut in two, and half ones become U+FFFD. */
export function startOf(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text).subarray(0, maxBytes);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}
