import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultPoint } from '../../local/faults.ts';
import { commands } from '../../ops/cli/commands.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

const main = join(import.meta.dirname, '..', '..', 'ops', 'cli', 'main.ts');
const { NODE_OPTIONS: _, AWS_REGION: _region, ...plainEnvironment } = process.env;

interface Ran {
  code: number | null;
  out: string;
  error: string;
}

/** Runs the tool as a person or a script does. */
function run(home: string, ...args: string[]): Promise<Ran> {
  const env = { ...plainEnvironment, SLUICE_HOME: home, AWS_CONFIG_FILE: '/dev/null' };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, error) =>
      resolve({ code: child.exitCode, out, error }),
    );
  });
}

let it: Deployment;
let empty: string;
beforeAll(async () => {
  it = await startDeployment();
  empty = mkdtempSync(join(tmpdir(), 'ops-empty-'));
});
afterAll(async () => {
  await it.stop();
  rmSync(empty, { recursive: true });
});

const noTwin = 'No twin is running here. Start one with `npm start`, or name an account with --stage and --profile.\n';

describe('without a twin', () => {
  test.each([[[]], [['--help']], [['help']], [['dlq', '--help']], [['-h']], [['--json', '-h']]])(
    '%j lists every command',
    async (args: string[]) => {
      const { code, out, error } = await run(empty, ...args);
      expect({ code, error }).toEqual({ code: 0, error: '' });
      for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`  ${name}.*  ${summary}`));
    },
  );

  test.each(commands.map(({ name }) => name))('%s --help shows its options and examples', async (name) => {
    const { code, out, error } = await run(empty, ...name.split(' '), '--help');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const command = commands.find((each) => each.name === name);
    for (const option of Object.keys(command?.options ?? {})) expect(out).toContain(`--${option} `);
    for (const example of command?.examples ?? []) expect(out).toContain(`npm run -s ops -- ${example}`);
  });

  test('a command says in one sentence how to get one', async () => {
    expect(await run(empty, 'dlq', 'list')).toEqual({ code: 2, out: '', error: noTwin });
  });

  test('a twin that died and left its address is no twin', async () => {
    const gone = await startDeployment();
    const home = mkdtempSync(join(tmpdir(), 'ops-gone-'));
    copyFileSync(join(gone.home, 'twin.json'), join(home, 'twin.json'));
    await gone.stop();
    expect(await run(home, 'dlq', 'list')).toEqual({ code: 2, out: '', error: noTwin });
    rmSync(home, { recursive: true });
  });
});

describe('a mistake ends with 2 and says how to put it right, without a stack trace', () => {
  test.each([
    [['dead-letters'], 'There is no command "dead-letters".'],
    [['dlq', 'delete'], 'There is no command "dlq delete".'],
    [['dlq', 'list', '--all'], "Unknown option '--all'"],
    [['--json'], 'Which command?'],
    [['dlq', 'list', 'payments'], 'There is more after "dlq list" than it takes: 1 too many.'],
    [['dlq', 'list', '--profile', 'prod'], "--profile names an account's credentials and needs --stage."],
    [['dlq', 'list', '--region', 'eu-central-1'], "--region names an account's Region and needs --stage."],
    [['dlq', 'list', '--stage', 'none'], 'Region is missing. Name it with --region.'],
    [['dlq', 'list', '--stage', ''], '--stage is empty. Give it a value, or leave it out.'],
    [['dlq', 'inspect'], 'Which queue? One of: payments, webhooks.'],
    [['dlq', 'inspect', 'other'], 'There is no dead-letter queue "other".'],
    [['dlq', 'inspect', 'payments', '--limit', 'ten'], '--limit takes a whole number from 1 to 1000, not "ten".'],
    [['dlq', 'replay', 'payments', '--max-per-second', '501'], '--max-per-second takes a whole number from 1 to 500'],
    ...['0x10', '1e3', ' 7 ', '+7', '7.0', '٧'].map((text): [string[], string] => [
      ['dlq', 'inspect', 'payments', '--limit', text],
      `--limit takes a whole number from 1 to 1000, not "${text}".`,
    ]),
    [['dlq', 'replay', 'payments', '--limit', '0'], '--limit takes a whole number from 1 to 100000, not "0".'],
    [['dlq', 'replay', 'payments', '--to', 'nowhere'], 'There is no queue "nowhere".'],
    [['dlq', 'replay', 'payments', '--to', ''], '--to is empty.'],
    [['partners', 'create'], '--id is missing.'],
    [['partners', 'create', '--id', 'acme', '--scopes', ''], '--scopes is empty.'],
    [['partners', 'create', '--id', 'acme', '--scopes', ' '], '--scopes is empty.'],
    [['partners', 'create', '--id', 'acme', '--name', ''], '--name is empty.'],
    [['partners', 'create', '--id', 'acme', '--name', 'A\u001b[2J'], "A partner's name has 1 to 100 characters"],
    [['partners', 'create', '--id', 'No_Good'], '"No_Good" is no partner id: 3 to 30 of a-z, 0-9 and -.'],
    [['partners', 'create', '--id', 'acme', '--scopes', 'all'], '"all" is no scope.'],
    [['keys', 'revoke'], 'Which key?'],
    [['keys', 'revoke', 'aaaaaaaaaaaaaaaa'], 'There is no key aaaaaaaaaaaaaaaa.'],
    [['secrets', 'rotate', 'everything'], 'Which secret?'],
    [['webhooks', 'send', '--type', 'payment.settled', '--payment', 'pay_1'], '"pay_1" is no payment id'],
    [['webhooks', 'send'], '--type is missing.'],
  ])('%j', async (args, sentence) => {
    const { code, out, error } = await run(it.home, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(sentence);
    expect(error).not.toMatch(/\n\s+at /);
  });
});

test('an option takes a value in all commands that have it, or in none, so that it may stand before them', () => {
  const typed = commands.flatMap(({ options = {} }) => Object.entries(options).map(([name, { type }]) => [name, type]));
  const types = new Set(typed.map((each) => each.join(' ')));
  expect(types.size).toBe(new Set(typed.map(([name]) => name)).size);
});

test('options may stand before the command', async () => {
  const { code, out } = await run(it.home, '--json', 'dlq', '--limit', '1', 'inspect', 'webhooks');
  expect({ code, json: JSON.parse(out) }).toEqual({ code: 0, json: [] });
});

test('no key that is given by mistake is shown again', async () => {
  const key = `slk_${'a'.repeat(16)}_${'s'.repeat(43)}`;
  for (const words of [[key], ['Bearer', key], [key.slice(0, 12), key], [key.slice(3)]]) {
    const { code, out, error } = await run(it.home, 'keys', 'revoke', ...words);
    expect(code).toBe(2);
    expect(out + error).not.toContain('sss');
  }
});

test('what AWS refuses ends with 1, in its words', async () => {
  const isScan = (point: FaultPoint) => point.at === 'aws-call' && point.action === 'dynamodb:Scan';
  const mend = it.faults.add(isScan, { do: 'fail' }, 10);
  const { code, out, error } = await run(it.home, 'partners', 'list');
  mend();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).toContain('The request processing has failed');
  expect(error).not.toMatch(/\n\s+at /);
});

test('a dead letter is listed, looked at and replayed', async () => {
  await it.send('PaymentsDlq', [{ MessageBody: '{"paymentId":"pay_1","requestId":"r1"}' }]);
  const list = await run(it.home, 'dlq', 'list');
  expect(list.out).toMatch(
    /^QUEUE +DIED IN +DEAD LETTERS +IN FLIGHT +OLDEST SENT\npayments +sluice-test-payments +1 +0 +20/,
  );
  const look = await run(it.home, 'dlq', 'inspect', 'payments');
  expect(look.out).toMatch(
    / {2}sent 20.+Z {2}received \d× {2}request r1\n {2}\{"paymentId":"pay_1","requestId":"r1"\}\n$/,
  );
  const tried = await run(it.home, 'dlq', 'replay', 'payments', '--dry-run');
  expect(tried.out).toBe('1 of 1 dead letters would go to sluice-test-payments. Nothing was sent.\n');
  const replayed = await run(it.home, 'dlq', 'replay', 'payments');
  expect(replayed).toEqual({
    code: 0,
    out: '1 of 1 dead letters went to sluice-test-payments; 0 are left.\n',
    error: '',
  });
  expect((await run(it.home, 'dlq', 'inspect', 'payments')).out).toBe('There is no dead letter in payments.\n');
  expect(await it.depth('PaymentsQueue')).toEqual([1, 0]);
});

test('--json prints JSON and nothing else', async () => {
  const made = JSON.parse((await run(it.home, 'partners', 'create', '--id', 'initech', '--json')).out);
  expect(made).toMatchObject({ partnerId: 'initech', scopes: ['payments:read', 'payments:write'] });
  expect(made.apiKey).toMatch(new RegExp(`^slk_${made.keyId}_[\\w-]{43}$`));
  const listed = JSON.parse((await run(it.home, 'partners', 'list', '--json')).out);
  expect(listed).toMatchObject([{ partnerId: 'initech', keyId: made.keyId, name: 'initech' }]);
  expect(JSON.parse((await run(it.home, 'keys', 'revoke', made.keyId, '--json')).out)).toEqual({ keyId: made.keyId });
  expect(JSON.parse((await run(it.home, 'dlq', 'list', '--json')).out)).toHaveLength(2);
});

test('a key is shown when it is made, and never again', async () => {
  const { out } = await run(
    it.home,
    'partners',
    'create',
    '--id',
    'hooli',
    '--name',
    'Hooli',
    '--scopes',
    'payments:read',
  );
  const [apiKey = ''] = /slk_\S+/.exec(out) ?? [];
  expect(out).toContain('Partner hooli has a new key');
  const { out: listed } = await run(it.home, 'partners', 'list');
  expect(listed).toMatch(/hooli +Hooli +\S{16} +payments:read +\S+ +live/);
  expect(listed).not.toContain(apiKey.slice(21));
});
