import { describe, expect, test } from '@jest/globals';
import { run } from './cli/run.ts';
import { historyOf, playSeed, replay } from './history.ts';
import type { Line } from './play-history.ts';
import { production } from './world/product.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe('the history of a seed', () => {
  test.each(seeds)('is the same whenever it is played, and whatever is played beside it: %d', async (seed) => {
    const [first, ...others] = await Promise.all(
      [seed, seed + 1, seed, seed].map((each) => playSeed(each, production)),
    );
    expect(others.slice(1)).toEqual([first, first]);
  });

  test.each(seeds)('is told in full by its decisions: %d', async (seed) => {
    expect(await replay(await historyOf(seed, production), production)).toEqual(await playSeed(seed, production));
  });

  test('goes line by line as before', async () => {
    const history = await historyOf(7, production);
    const tell = async () => {
      const lines: Line[] = [];
      await replay(history, production, (line) => lines.push(line));
      return lines;
    };
    const lines = await tell();
    expect(lines.length).toBeGreaterThan(20);
    expect(await tell()).toEqual(lines);
  });
});

describe('npm run simulate', () => {
  const runWith = async (...args: string[]) => {
    const said: string[] = [];
    const shown: string[] = [];
    const exitCode = await run(args, { say: (text) => said.push(text), show: (line) => shown.push(line) });
    return { exitCode, text: said.join('\n'), shown };
  };

  test('says how many histories of what kind went well', async () => {
    const { exitCode, text, shown } = await runWith('--seeds', '50', '--from', '100');
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^50 histories in \d+\.\d s \(\d+\/s\), [\d,]+ steps\ncrashes: \d+/);
    expect(text).toContain('No rule was broken.');
    expect(shown[0]).toMatch(/^\[={30}\] 50 of 50, \d+ histories\/s, 0 s to go$/);
  });

  test('ends with 1 and the smallest history when a rule is broken, and its seed plays it again', async () => {
    const { exitCode, text } = await runWith('--seeds', '200', '--control', 'guesses');
    expect(exitCode).toBe(1);
    const seed = /`npm run simulate -- --seed (\d+) --control "guesses"` plays it again/.exec(text)?.[1] ?? '';
    const history = text.slice(text.indexOf('1 clients'), text.indexOf('\n\n`npm run'));
    const again = await runWith('--seed', seed, '--control', 'guesses');
    expect(again.exitCode).toBe(1);
    expect(again.text).toBe(`Seed ${seed}: ${history}`);
  });

  test('shows the whole history of a seed that breaks no rule', async () => {
    const { exitCode, text } = await runWith('--seed', '7');
    expect(exitCode).toBe(0);
    expect(text).toMatch(/✓ no rule is broken$/);
  });

  test('tells how it is used when it is asked', async () => {
    const { exitCode, text } = await runWith('--help');
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^npm run simulate -- /);
  });

  test.each([['--seed', 'x'], ['--nonsense'], ['--control', 'none of this name']])(
    'says what it takes when it is given %s %s',
    async (...args) => {
      const { exitCode, text } = await runWith(...args.filter((arg) => arg !== undefined));
      expect(exitCode).toBe(2);
      expect(text).toContain('npm run simulate -- --seed 42');
    },
  );
});
