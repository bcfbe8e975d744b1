/** A body is cut here before a JSON path is applied (AWS: Transform API requests and responses for HTTP APIs). */
const selectableBytes = 100 * 1024;

/** What a JSON path is applied to. A longer body is cut, so it is no JSON any more and nothing in it resolves. */
export function truncatedJson(body: string | Buffer): unknown {
  try {
    return JSON.parse(Buffer.from(body).subarray(0, selectableBytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
