/**
 * `npm run ops -- <command>`: a thin front over the operator actions. Exit 0: done; 1: it failed, or found something wrong;
 * 2: asked wrongly.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorMistake } from '../operator-mistake.ts';
import { findTarget } from '../target/find-target.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { helpFor, overview, usageOf } from './help.ts';
import { optionalText } from './read-options.ts';

/** From the cursor to the end of the line (ECMA-48, EL). */
const clearLine = '\u001b[K';

const everywhere: ParseArgsOptionsConfig = {
  stage: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const mistake = error instanceof OperatorMistake;
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = mistake ? 2 : 1;
}

async function main(args: string[]): Promise<void> {
  const { words, asksHelp } = skim(args);
  const command = findCommand(words);
  if (!command) return noCommand(words, asksHelp);
  const { values, positionals } = parse(command, args);
  if (values.help) {
    print(helpFor(command));
    return;
  }
  const [argument, ...more] = positionals.slice(command.name.split(' ').length);
  const tooMany = command.argument || argument === undefined ? more.length : more.length + 1;
  // Not repeated: what is too much may be half of a secret.
  if (tooMany > 0)
    throw new OperatorMistake(`There is more after "${usageOf(command)}" than it takes: ${tooMany} too many.`);
  const target = await findTarget({
    stage: optionalText({ options: values }, 'stage'),
    profile: optionalText({ options: values }, 'profile'),
    region: optionalText({ options: values }, 'region'),
  });
  const progress = (text: string) => {
    if (process.stderr.isTTY && !values.json) process.stderr.write(`\r${clearLine}${text} `);
  };
  const { data, text, failed } = await command.run(target, { argument, options: values, progress });
  progress('');
  print(values.json ? JSON.stringify(data, null, 2) : text);
  if (failed) process.exitCode = 1;
}

/** The words that are no options, wherever options stand. An option has the same type in every command that has it. */
function skim(args: string[]): { words: string[]; asksHelp: boolean } {
  const own = Object.fromEntries(commands.flatMap((command) => Object.entries(command.options ?? {})));
  const options = { ...own, ...everywhere };
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
  return { words: positionals, asksHelp: args.length === 0 || values.help === true };
}

function findCommand(words: string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, at) => words[at] === word));
}

function noCommand(words: string[], asksHelp: boolean): void {
  if (asksHelp || words[0] === 'help') {
    print(overview());
    return;
  }
  const problem = words.length === 0 ? 'Which command?' : `There is no command "${words.join(' ')}".`;
  throw new OperatorMistake(`${problem}\n\n${overview()}`);
}

function parse(command: Command, args: string[]) {
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
