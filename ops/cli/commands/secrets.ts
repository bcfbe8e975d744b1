import { rotateSecret } from '../../actions/rotate-secret.ts';
import { OperatorMistake } from '../../operator-mistake.ts';
import { output } from '../../target/target.ts';
import type { Command } from '../command.ts';

/** Ours to change. The rail key is the bank's: its new value comes from there. */
export const secretsRotate: Command = {
  name: 'secrets rotate',
  argument: '<secret>',
  summary: 'Give the webhook signing secret a new value, shown once. The one before stays valid beside it.',
  options: { again: { type: 'boolean', help: 'also when the last rotation is younger than 10 minutes' } },
  examples: ['secrets rotate webhook', 'secrets rotate webhook --stage prod --profile ops --json'],
  async run(target, { argument, options }) {
    if (argument !== 'webhook') throw new OperatorMistake('Which secret? Only "webhook" can be rotated from here.');
    const again = options.again === true;
    const rotated = await rotateSecret(target.secrets, output(target, 'WebhookSecretId'), { again });
    return { data: rotated, text: `${told}\n\n  ${rotated.value}` };
  },
};

/** The seconds are those of `shared/adapters/live-secrets.ts`. */
const told = `The webhook secret has a new value; tell it to the bank. From 5 seconds on it is good, and so is the one before:
functions look again after at most 300 s, and at once for a signature that they do not know.
Rotate again only when all senders have changed: that ends the one before.`;
