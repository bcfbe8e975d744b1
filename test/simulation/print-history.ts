import { type History, replay } from './history.ts';
import type { Line } from './play-history.ts';
import { aliasesIn } from './population.ts';
import type { Product } from './world/product.ts';

/** A history for people: who wants what, what goes wrong, everything that happens, and the rule that it breaks. */
export async function printHistory(history: History, product: Product): Promise<string> {
  const lines: Line[] = [];
  const { violation } = await replay(history, product, (line) => lines.push(line));
  const { clients, deposits } = history.population;
  const text = [
    `${clients.length} clients, ${deposits.length} deposits, ${history.decisions.size} decisions, ${lines.length} lines`,
    ...[...history.decisions].map(
      ([what, decision]) => `  not as usual: ${what}${decision === true ? '' : `: ${decision}`}`,
    ),
    '',
    ...lines.map(({ atMs, who, text }) => `  ${clock(atMs)}  ${who.padEnd(24)} ${text}`),
    '',
    violation ? `  ✗ ${violation}` : '  ✓ no rule is broken',
  ].join('\n');
  const aliasOf = aliasesIn(history.population);
  return text.replace(/pay_[0-9A-Z]{26}/g, aliasOf);
}

function clock(atMs: number): string {
  const at = new Date(atMs).toISOString();
  return at.slice(11, 23);
}
