import { readTwinFile } from '../../target/read-twin-file.ts';
import { onlyTwin } from '../../target/target.ts';
import type { Command } from '../command.ts';

/**
 * What `npm start` prints when the twin is ready: commands that work as they stand, in any order but this best. Pasted into
 * zsh a comment is a command too, so that it holds nothing that a shell reads as more than a word.
 */
export const guide: Command = {
  name: 'guide',
  summary: 'Show the running twin: its address, the demo keys, and commands to try.',
  examples: ['guide'],
  run(target) {
    onlyTwin(target, 'guide');
    const { api, partners } = readTwinFile();
    const [first] = partners;
    const keys = partners.map(({ id, apiKey }) => `  ${id.padEnd(8)}${apiKey}`);
    const text = [
      `Sluice listens at ${api}`,
      '',
      'API keys:',
      ...keys,
      '',
      ...(first ? commands(api, first.apiKey) : []),
    ].join('\n');
    return Promise.resolve({ data: { api, partners }, text });
  },
};

function commands(api: string, apiKey: string): string[] {
  return `Paste these into another terminal, in this folder:

# 1  Create a payment
curl -siw '\\n' '${api}/v1/payments' -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Idempotency-Key: first-payment' -H 'Content-Type: application/json' \\
  -d '{"amount":{"value":12345,"currency":"EUR"},"creditor":{"name":"Ada Lovelace","iban":"DE89370400440532013000"},"reference":"Invoice 117"}'

# 2  The same again: paste 1 once more. The same answer, marked Idempotent-Replayed: true, and no second payment

# 3  Watch it settle, and the money move: available, held, settled
curl -sw '\\n' '${api}/v1/payments' -H 'Authorization: Bearer ${apiKey}'
curl -sw '\\n' '${api}/v1/balances' -H 'Authorization: Bearer ${apiKey}'

# 4  Send a batch, one item of which is bad, and read it
curl -siw '\\n' '${api}/v1/payment-batches' -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Idempotency-Key: first-batch' -H 'Content-Type: application/json' \\
  -d '{"payments":[{"amount":{"value":700,"currency":"EUR"},"creditor":{"name":"Ada Lovelace","iban":"DE89370400440532013000"},"reference":"Salary"},{"amount":{"value":-1,"currency":"EUR"}}]}'
curl -sw '\\n' '${api}/v1/payment-batches/first-batch' -H 'Authorization: Bearer ${apiKey}'

# 5  A payment whose bank stays silent, and the signed webhook about it, posted by hand
curl -sw '\\n' '${api}/v1/payments' -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Idempotency-Key: silent-payment' -H 'Content-Type: application/json' \\
  -d '{"amount":{"value":900,"currency":"EUR"},"creditor":{"name":"Ada Lovelace","iban":"DE89370400440532013000"},"reference":"sandbox:silent"}'
npm run -s ops -- webhooks send --type payment.settled --payment "$(curl -s '${api}/v1/payments?limit=1' \\
  -H 'Authorization: Bearer ${apiKey}' | sed 's/.*"id":"\\(pay_[^"]*\\)".*/\\1/')"

# 6  A dead letter: list, look, replay
npm run -s ops -- dlq list
npm run -s ops -- dlq inspect payments
npm run -s ops -- dlq replay payments

# 7  Check the books
npm run -s ops -- ledger audit

Ctrl-C stops everything. To see this again: npm run -s ops -- guide`.split('\n');
}
