import type { ParseArgsOptionsConfig } from 'node:util';
import type { Target } from '../target/target.ts';

/** One operator command: what it is called, what it takes, what it does. */
export interface Command {
  /** One or two words: `dlq list`. */
  name: string;
  /** What follows the name and is no option: `<queue>`. */
  argument?: string;
  summary: string;
  /** Each with the text that help shows. */
  options?: Record<string, ParseArgsOptionsConfig[string] & { help: string }>;
  examples: string[];
  run(target: Target, input: CommandInput): Promise<CommandResult>;
}

export interface CommandInput {
  argument: string | undefined;
  options: Record<string, string | boolean | undefined>;
  /** For what is still under way; shown to a person only. */
  progress(text: string): void;
}

export interface CommandResult {
  /** What `--json` prints. */
  data: unknown;
  /** What a person reads. */
  text: string;
  /** Set when the command did its work and found something wrong: it ends with 1 for a script. */
  failed?: boolean;
}
