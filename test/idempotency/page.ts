import { readFileSync } from 'node:fs';

/** One promise of docs/idempotency.md, with what the page says the answer is. */
export interface Row {
  id: string;
  situation: string;
  statuses: number[];
  /** undefined: no such header. */
  keyStatuses: (string | undefined)[];
}

const page = readFileSync(new URL('../../docs/idempotency.md', import.meta.url), 'utf8');

/** All rows of the page, in its order. */
export const rows: Row[] = page
  .split('\n')
  .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  .map((line) => {
    const [id = '', situation = '', status = '', keyStatus = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return {
      id,
      situation,
      statuses: choicesOf(status).map(Number),
      keyStatuses: choicesOf(keyStatus).map((choice) => (choice === '–' ? undefined : choice)),
    };
  });

/** `a, b or c` */
function choicesOf(cell: string): string[] {
  return cell.split(/, | or /);
}
