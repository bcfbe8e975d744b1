const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
let lastSecond = Number.NaN;
let lastText = '';

/** `20/Nov/2026:09:30:27 +0000`, worked out once a second. */
export function clfTime(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    const date = new Date(second * 1000);
    const day = `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
    lastText = `${day}:${date.toISOString().slice(11, 19)} +0000`;
    lastSecond = second;
  }
  return lastText;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
