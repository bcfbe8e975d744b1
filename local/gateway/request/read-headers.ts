export interface ReadHeaders {
  /** Names in lower case, repeats joined by a comma. */
  headers: Record<string, string>;
  cookies: string[];
}

/** They speak of one connection, not of the request; the gateway ends that connection. */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** From names and values in turn, as they stood on the wire. */
export function readHeaders(raw: readonly string[]): ReadHeaders {
  const headers: Record<string, string> = Object.create(null);
  const cookies: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    const value = raw[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...splitCookies(value));
    else if (!hopByHop.has(name)) headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
}

function splitCookies(header: string): string[] {
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
}
