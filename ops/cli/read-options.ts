import { OperatorMistake } from '../operator-mistake.ts';
import type { CommandInput } from './command.ts';

type Options = Pick<CommandInput, 'options'>;

/** A whole number from 1 to `most`, in digits, or undefined when the option is not there. */
export function readNumber(input: Options, name: string, most: number): number | undefined {
  const text = optionalText(input, name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new OperatorMistake(`--${name} takes a whole number from 1 to ${most}, not "${text}".`);
}

export function readText(input: Options, name: string): string {
  const text = optionalText(input, name);
  if (text !== undefined) return text;
  throw new OperatorMistake(`--${name} is missing. Add --help to see an example.`);
}

/** Undefined when the option is not there. An empty one is a variable that was never set: it does not mean the default. */
export function optionalText({ options }: Options, name: string): string | undefined {
  const text = options[name];
  if (typeof text !== 'string') return undefined;
  if (text.trim() !== '') return text;
  throw new OperatorMistake(`--${name} is empty. Give it a value, or leave it out.`);
}
