/**
 * `npm run ops -- <command>`: a thin front over the operator actions. Exit 0: done; 1: it failed, or found something wrong;
 * 2: asked wrongly.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorMistake } from '../operator-mistake.ts';
import { findTarget } from '../target/find-target.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { helpFor, overview } from './help.ts';

/** From the cursor to the end of the line (ECMA-48, EL). */
const clearLine = '\u001b[K';

try {
  await main(process.argv.slice(2));
} catch (error) {
  const mistake = error instanceof OperatorMistake;
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = mistake ? 2 : 1;
}

async function main(args: string[]): Promise<void> {
  const command = findCommand(args);
  if (!command) return noCommand(args);
  const { values, positionals } = parse(command, args.slice(command.name.split(' ').length));
  if (values.help) {
    print(helpFor(command));
    return;
  }
  if (positionals.length > (command.argument ? 1 : 0))
    throw new OperatorMistake(`"${positionals.at(-1)}" is one word too many.`);
  const target = await findTarget({
    stage: textOf(values.stage),
    profile: textOf(values.profile),
    region: textOf(values.region),
  });
  const progress = (text: string) => {
    if (process.stderr.isTTY && !values.json) process.stderr.write(`\r${clearLine}${text} `);
  };
  const { data, text, failed } = await command.run(target, { argument: positionals[0], options: values, progress });
  progress('');
  print(values.json ? JSON.stringify(data, null, 2) : text);
  if (failed) process.exitCode = 1;
}

function findCommand(args: string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, at) => args[at] === word));
}

function noCommand(args: string[]): void {
  if (args.length === 0 || args.includes('--help') || args[0] === 'help') {
    print(overview());
    return;
  }
  throw new OperatorMistake(
    `There is no command "${args.filter((arg) => !arg.startsWith('-')).join(' ')}".\n\n${overview()}`,
  );
}

function parse(command: Command, args: string[]) {
  const everywhere: ParseArgsOptionsConfig = {
    stage: { type: 'string' },
    profile: { type: 'string' },
    region: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...command.options, ...everywhere },
      allowPositionals: true,
    });
    return { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorMistake(`${reason}\n\n${helpFor(command)}`, { cause });
  }
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
