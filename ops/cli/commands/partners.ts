import { type Credentials, createPartner, readScopes } from '../../actions/create-partner.ts';
import { listKeys } from '../../actions/list-keys.ts';
import { cachedSeconds, readKeyId, revokeKey } from '../../actions/revoke-key.ts';
import { OperatorMistake } from '../../operator-mistake.ts';
import { output, type Target } from '../../target/target.ts';
import type { Command } from '../command.ts';
import { optionalText, readText } from '../read-options.ts';
import { table } from '../table.ts';

export const partnersCreate: Command = {
  name: 'partners create',
  summary: 'Make an API key for a partner: its first one, or one more to rotate to. The key is shown once.',
  options: {
    id: { type: 'string', help: 'the partner: 3 to 30 of a-z, 0-9 and -' },
    name: { type: 'string', help: 'what people call it, up to 100 characters (default: the id)' },
    scopes: { type: 'string', help: 'what the key may do (default: payments:read,payments:write)' },
  },
  examples: ['partners create --id initech --name "Initech Ltd" --scopes payments:read'],
  async run(target, input) {
    const partnerId = readText(input, 'id');
    const key = await createPartner(credentialsOf(target), {
      partnerId,
      name: optionalText(input, 'name') ?? partnerId,
      scopes: readScopes(optionalText(input, 'scopes') ?? 'payments:read,payments:write'),
    });
    const text = `Partner ${partnerId} has a new key, ${key.keyId}, for ${key.scopes.join(' and ')}. Keep it: only its hash is stored.\n\n  ${key.apiKey}`;
    return { data: key, text };
  },
};

export const partnersList: Command = {
  name: 'partners list',
  summary: 'Show every partner and its keys, without what proves them.',
  examples: ['partners list'],
  async run(target) {
    const keys = await listKeys(credentialsOf(target));
    const rows = keys.map((key) => [
      key.partnerId,
      key.name,
      key.keyId,
      key.scopes.join(' '),
      key.createdAt,
      key.revokedAt ? `revoked ${key.revokedAt}` : 'live',
    ]);
    return { data: keys, text: table(['PARTNER', 'NAME', 'KEY', 'SCOPES', 'CREATED', 'STATE'], rows) };
  },
};

export const keysRevoke: Command = {
  name: 'keys revoke',
  argument: '<key id>',
  summary: 'End an API key. The gateway may let it pass for up to five minutes more.',
  examples: ['keys revoke abcdefghijklmnop'],
  async run(target, { argument }) {
    if (!argument) throw new OperatorMistake('Which key? `npm run ops -- partners list` shows them.');
    const revoked = await revokeKey(credentialsOf(target), readKeyId(argument));
    const text = `Key ${revoked.keyId} is revoked. What the gateway answered with it before may let it pass for up to ${cachedSeconds} s more.`;
    return { data: revoked, text };
  },
};

function credentialsOf(target: Target): Credentials {
  return { documents: target.documents, table: output(target, 'CredentialsTableName') };
}
