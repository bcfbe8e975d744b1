const names = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const prefixes = ['access-control-', 'apigw-', 'proxy-', 'x-amz-', 'x-amzn-', 'x-forwarded-'];

/** Headers that no mapping may touch (AWS: Transform API requests and responses for HTTP APIs, reserved headers). */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix));
}
