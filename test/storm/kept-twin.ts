import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand } from '../support/start-command.ts';

type Run = ReturnType<typeof startCommand>;

/** `npm start`, again and again, on one address and one state. */
export function keptTwin() {
  const dataDir = mkdtempSync(join(tmpdir(), 'storm-'));
  const runs: Run[] = [];
  return {
    async start(...flags: string[]): Promise<Run> {
      const api = runs[0]?.twin().api;
      const port = api ? new URL(api).port : '0';
      const run = startCommand('--quiet', '--data-dir', dataDir, '--port', port, ...flags);
      runs.push(run);
      await run.says('http://127.0.0.1');
      return run;
    },
    /** How often what struck where, in all runs: `kill invoke`. */
    troubles(): Map<string, number> {
      const logs = runs.map(({ home }) => readFileSync(join(home, 'logs', 'faults.log'), 'utf8'));
      const kinds = logs.flatMap((log) => log.split('\n').filter(isWhole).map(kindOf));
      return new Map([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
    },
    async stop() {
      await runs.at(-1)?.interrupt();
      for (const { clean } of runs) clean();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A process that was killed may leave half a line. */
function isWhole(line: string): boolean {
  return line.endsWith('}');
}

function kindOf(line: string): string {
  const { do: effect, at } = JSON.parse(line);
  return `${effect} ${at}`;
}
