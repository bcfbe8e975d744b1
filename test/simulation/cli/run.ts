import { faults } from '../engine/fault.ts';
import { faultEverywhere } from '../everywhere/fault-everywhere.ts';
import { lives } from '../everywhere/lives.ts';
import { type History, historyOf, replay } from '../history.ts';
import { printHistory } from '../print-history.ts';
import { shrink } from '../shrink.ts';
import { simulate } from '../simulate.ts';
import type { Product } from '../world/product.ts';
import { type Options, readOptions, usage } from './options.ts';
import { progressLine } from './progress-line.ts';
import { summary } from './summary.ts';

export interface Output {
  say: (text: string) => void;
  /** A line that the next one takes the place of. */
  show: (line: string) => void;
}

/** Gives the exit code: 1 when a rule was broken, 2 when the arguments make no sense. */
export async function run(args: string[], output: Output): Promise<number> {
  let options: Options | 'help';
  try {
    options = readOptions(args);
  } catch (error) {
    output.say(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    output.say(usage);
    return 0;
  }
  if (options.seed !== undefined) return playOne(options.seed, options.product, output);
  return options.everywhere ? playEverywhere(options.product, output) : playMany(options, output);
}

async function playOne(seed: number, product: Product, { say }: Output): Promise<number> {
  const history = await historyOf(seed, product);
  const { violation } = await replay(history, product);
  say(`Seed ${seed}: ${await printHistory(violation ? await shrink(history, product) : history, product)}`);
  return violation ? 1 : 0;
}

async function playMany({ from, seeds, product, control }: Options, output: Output): Promise<number> {
  const started = performance.now();
  let done = 0;
  const onPlayed = () => {
    done += 1;
    if (done % 50 === 0) output.show(progressLine(done, seeds, performance.now() - started));
  };
  const simulated = await simulate({ from, seeds, product, onPlayed });
  output.show('');
  output.say(summary(simulated, performance.now() - started));
  const { failure } = simulated;
  if (!failure) return 0;
  await tell(`Seed ${failure.seed} breaks a rule`, await historyOf(failure.seed, product), product, output);
  const again = ['npm run simulate --', `--seed ${failure.seed}`, ...control].join(' ');
  output.say(`\n\`${again}\` plays it again.`);
  return 1;
}

async function playEverywhere(product: Product, output: Output): Promise<number> {
  for (const [name, life] of Object.entries(lives)) {
    output.show(name);
    const { histories, failure } = await faultEverywhere(life, product, { faults, depth: 2 });
    output.show('');
    output.say(`${failure ? '✗' : '✓'} ${name}: ${histories} histories`);
    if (!failure) continue;
    await tell('It breaks a rule', failure.history, product, output);
    return 1;
  }
  return 0;
}

async function tell(title: string, history: History, product: Product, { say }: Output): Promise<void> {
  say(
    `\n${title}. The smallest history that still does: ${await printHistory(await shrink(history, product), product)}`,
  );
}
