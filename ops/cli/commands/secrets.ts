import { rotateSecret } from '../../actions/rotate-secret.ts';
import { OperatorMistake } from '../../operator-mistake.ts';
import { output } from '../../target/target.ts';
import type { Command } from '../command.ts';

/** Ours to change. The rail key is the bank's: its new value comes from there. */
export const secretsRotate: Command = {
  name: 'secrets rotate',
  argument: '<secret>',
  summary: 'Give the webhook signing secret a new value, shown once. The one before stays valid beside it.',
  examples: ['secrets rotate webhook', 'secrets rotate webhook --stage prod --profile ops --json'],
  async run(target, { argument }) {
    if (argument !== 'webhook') throw new OperatorMistake('Which secret? Only "webhook" can be rotated from here.');
    const rotated = await rotateSecret(target.secrets, output(target, 'WebhookSecretId'));
    const text = `The webhook secret has a new value; tell it to the bank. Events signed with the one before are taken until the next rotation.\n\n  ${rotated.value}`;
    return { data: rotated, text };
  },
};
