import { seedDemo } from '../../actions/seed-demo.ts';
import type { Command } from '../command.ts';

export const seed: Command = {
  name: 'seed',
  summary: 'Make two demo partners and a dead letter to practise on. `npm start` does this.',
  examples: ['seed --json'],
  async run(target) {
    const seeded = await seedDemo(target);
    const lines = seeded.partners.map(({ id, apiKey, scopes }) => `${id}  ${apiKey}  ${scopes.join(' ')}`);
    return { data: seeded, text: lines.join('\n') };
  },
};
