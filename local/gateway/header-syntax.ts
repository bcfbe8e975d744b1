const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** No control characters but tab, and nothing beyond Latin-1: it could not be put on the wire as it is. */
const value = /^[\t\x20-\x7e\x80-\xff]*$/;

export function isToken(text: string): boolean {
  return token.test(text);
}

export function isHeaderValue(text: string): boolean {
  return value.test(text);
}
