/** Percent-decoding that leaves text as it is when it cannot be decoded: what AWS does then is not documented. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
