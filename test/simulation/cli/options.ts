import { parseArgs } from 'node:util';
import { controls } from '../controls/controls.ts';
import { type Product, production } from '../world/product.ts';

export interface Options {
  /** Play this seed alone. */
  seed?: number;
  from: number;
  seeds: number;
  /** Put two faults at every pair of points instead of playing random histories. */
  everywhere: boolean;
  product: Product;
  /** The arguments that ask for this product again: `--control "no reconciler"`, or none. */
  control: string[];
}

export const usage = `npm run simulate -- [--seeds 10000] [--from 1]   random histories, one for each seed
npm run simulate -- --seed 42                     one of them: shrunk if it breaks a rule, else whole
npm run simulate -- --everywhere                  every two faults at every two calls of some lives of a payment
                    --control "<part of a name>"  with a defect: ${Object.keys(controls).join('; ')}`;

/** The options, or 'help'. @throws TypeError saying what is wrong with the arguments */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      from: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '10000' },
      everywhere: { type: 'boolean', default: false },
      control: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    seed: values.seed === undefined ? undefined : toNumber('seed', values.seed),
    from: toNumber('from', values.from),
    seeds: toNumber('seeds', values.seeds),
    everywhere: values.everywhere,
    product: values.control === undefined ? production : controlNamed(values.control),
    control: values.control === undefined ? [] : [`--control "${values.control}"`],
  };
}

function toNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new TypeError(`--${name} takes a whole number from 1, not "${text}"`);
}

function controlNamed(part: string): Product {
  const control = Object.entries(controls).find(([name]) => name.includes(part));
  if (control) return control[1].product;
  throw new TypeError(`No control has "${part}" in its name`);
}
