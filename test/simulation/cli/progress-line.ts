const width = 30;

/** `[=====     ] 500 of 1000, 190 histories/s, 3 s to go` */
export function progressLine(done: number, of: number, tookMs: number): string {
  const filled = Math.round((width * done) / of);
  const perSecond = (1000 * done) / Math.max(tookMs, 1);
  const leftSeconds = Math.ceil((of - done) / perSecond);
  const bar = '='.repeat(filled).padEnd(width);
  return `[${bar}] ${done} of ${of}, ${perSecond.toFixed(0)} histories/s, ${leftSeconds} s to go`;
}
