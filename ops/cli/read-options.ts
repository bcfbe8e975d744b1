import { OperatorMistake } from '../operator-mistake.ts';
import type { CommandInput } from './command.ts';

/** A whole number from 1 to `most`, or undefined when the option is not there. */
export function readNumber({ options }: CommandInput, name: string, most: number): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new OperatorMistake(`--${name} takes a whole number from 1 to ${most}, not "${text}".`);
}

export function readText({ options }: CommandInput, name: string): string {
  const text = options[name];
  if (typeof text === 'string' && text !== '') return text;
  throw new OperatorMistake(`--${name} is missing. Add --help to see an example.`);
}

export function optionalText({ options }: CommandInput, name: string): string | undefined {
  const text = options[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
