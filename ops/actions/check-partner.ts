import { OperatorMistake } from '../operator-mistake.ts';
import { listKeys } from './list-keys.ts';

/** @throws OperatorMistake when nobody was ever given a key under that name: it is probably mistyped */
export async function checkPartner(credentials: Parameters<typeof listKeys>[0], partnerId: string): Promise<void> {
  const keys = await listKeys(credentials);
  if (keys.some((key) => key.partnerId === partnerId)) return;
  throw new OperatorMistake(`There is no partner ${partnerId}. \`npm run ops -- partners list\` shows them.`);
}
