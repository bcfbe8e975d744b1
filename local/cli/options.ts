import { parseArgs } from 'node:util';
import { isStageName } from '../stage-name.ts';
import { UsageError } from './usage-error.ts';

export interface StartOptions {
  stage: string;
  port: number;
  dataDir: string | undefined;
  storm: boolean;
  quiet: boolean;
}

export const usage = `npm start -- [options]

Packages the template, boots it on this machine and prints commands to try.

  --port <number>     where the HTTP API listens on 127.0.0.1 (default 3000; 0: any free port)
  --data-dir <folder> keep the state there, for the next start (default: a fresh state each time)
  --stage <name>      the stage to package (default dev)
  --storm             let anything fail: functions die, calls and answers get lost, messages come twice
  --quiet             print the address and nothing else
  --help              print this

SLUICE_HOME=<folder> in the environment says where twin.json, the logs and a fresh state are (default .local). A second twin
takes a home and a port of its own.`;

/** The options of `npm start`, or 'help'. Throws a UsageError that says what is wrong and how to say it right. */
export function readOptions(args: string[]): StartOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    stage: stageOf(values.stage),
    port: portOf(values.port),
    dataDir: values['data-dir'],
    storm: values.storm,
    quiet: values.quiet,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        'data-dir': { type: 'string' },
        stage: { type: 'string', default: 'dev' },
        storm: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function stageOf(text: string): string {
  if (isStageName(text)) return text;
  throw new UsageError(`--stage takes letters, numbers and hyphens, not "${text}".`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 0 to 65535, not "${text}".`);
}
