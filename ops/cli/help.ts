import type { Command } from './command.ts';
import { commands } from './commands.ts';

const everywhere = {
  stage: 'act on this stage of an AWS account (default: the twin that runs here)',
  profile: 'the AWS profile for it',
  region: "its Region (default: the profile's)",
  json: 'print JSON for a script; npm needs -s, or it prints a banner before it',
};

export function overview(): string {
  const width = Math.max(...commands.map((command) => usageOf(command).length));
  return [
    'npm run -s ops -- <command> [options]',
    '',
    ...commands.map((command) => `  ${usageOf(command).padEnd(width)}  ${command.summary}`),
    '',
    'Everywhere:',
    ...optionLines(everywhere),
    '',
    'Add --help to a command for its options and examples.',
  ].join('\n');
}

export function helpFor(command: Command): string {
  const own = Object.fromEntries(Object.entries(command.options ?? {}).map(([name, { help }]) => [name, help]));
  return [
    `npm run -s ops -- ${usageOf(command)} [options]`,
    '',
    command.summary,
    '',
    ...optionLines({ ...own, ...everywhere }),
    '',
    'Examples:',
    ...command.examples.map((example) => `  npm run -s ops -- ${example}`),
  ].join('\n');
}

export function usageOf({ name, argument }: Command): string {
  return argument ? `${name} ${argument}` : name;
}

function optionLines(options: Record<string, string>): string[] {
  const width = Math.max(...Object.keys(options).map((name) => name.length));
  return Object.entries(options).map(([name, help]) => `  --${name.padEnd(width)}  ${help}`);
}
