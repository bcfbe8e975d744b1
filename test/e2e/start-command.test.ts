import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isListening } from '../../ops/target/is-listening.ts';
import { apiClient, freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { npmStart, startCommand, startIn } from '../support/start-command.ts';

let started: ReturnType<typeof startCommand>[] = [];
const endedAfterwards = (command: ReturnType<typeof startCommand>) => {
  started.push(command);
  return command;
};
const start = (...args: string[]) => endedAfterwards(startCommand(...args));
afterEach(async () => {
  for (const command of started) {
    await command.interrupt();
    command.clean();
  }
  started = [];
});

describe('npm start', () => {
  test('tells where everything is, seeds two partners, and leaves nothing behind when it is interrupted', async () => {
    const command = start('--port', '0');
    await command.says('Ctrl-C stops everything');
    const twin = command.twin();
    expect(twin).toMatchObject({
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      endpoints: {
        sqs: expect.any(String),
        dynamodb: expect.any(String),
        states: expect.any(String),
        secretsmanager: expect.any(String),
      },
      partners: [
        { id: 'acme', apiKey: expect.stringMatching(/^slk_/), scopes: ['payments:read', 'payments:write'] },
        { id: 'globex', apiKey: expect.stringMatching(/^slk_/), scopes: ['payments:read', 'payments:write'] },
      ],
      sources: [{ name: 'rail', secret: expect.stringMatching(/^.{32,}$/) }],
    });
    for (const part of ['template', 'tables', 'queues', 'functions', 'HTTP API'])
      expect(command.said.out).toContain(part);
    expect(command.said.out).toContain(twin.api);
    expect(command.said.out).toContain(twin.partners[0].apiKey);

    const acme = apiClient(twin.api, twin.partners[0].apiKey);
    expect((await acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() })).status).toBe(202);

    expect(await command.interrupt()).toBe(0);
    expect(command.said.error).toBe('');
    expect(existsSync(join(command.home, 'twin.json'))).toBe(false);
    expect(await listening(twin)).toEqual([]);
  }, 120_000);

  test('says which port is busy and which flag helps', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const command = start('--port', String(port));
    expect(await command.ended()).toBe(1);
    expect(command.said.error).toContain(`Port ${port} is busy`);
    expect(command.said.error).toContain('--port');
    expect(command.said.error).not.toContain('    at ');
    server.close();
  }, 60_000);

  test.each([
    [['--port', 'many'], '--port takes a number'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--stage', 'a/b'], '--stage takes letters, numbers and hyphens'],
    [['--data-dir', '/dev/null/x'], 'Nothing can be written to the folder /dev/null/x'],
    [['now'], "Unexpected argument 'now'"],
    [['--data-dir='], '--data-dir takes the path of a folder'],
  ])('%j is one clear sentence', async (args, sentence) => {
    const command = start(...args);
    expect(await command.ended()).toBe(1);
    expect(command.said.error).toContain(sentence);
    expect(command.said.error).not.toContain('    at ');
  });

  test.each(['terminate', 'interrupt', 'interruptGroup'] as const)(
    'ends with npm and leaves nothing behind: %s',
    async (end) => {
      const command = endedAfterwards(npmStart('--port', '0', '--quiet'));
      await command.says('http://127.0.0.1');
      const twin = command.twin();
      await command[end]();
      await eventually('the twin is gone', async () => (await listening(twin)).length === 0);
      await eventually('twin.json is gone', () => !existsSync(join(command.home, 'twin.json')));
      expect(command.said.error).toBe('');
    },
    120_000,
  );

  test('says nothing of what Ctrl-C broke on its way up', async () => {
    const command = endedAfterwards(npmStart('--port', '0'));
    await command.says('✓ schedules');
    await command.interruptGroup();
    expect(command.said.error).toBe('');
    expect(existsSync(join(command.home, 'twin.json'))).toBe(false);
  }, 120_000);

  test('refuses a home that a running twin has, whose address stays where it is', async () => {
    const first = start('--port', '0', '--quiet');
    await first.says('http://127.0.0.1');
    const second = endedAfterwards(startIn(first.home, '--port', '0', '--data-dir', join(first.home, 'other')));
    expect(await second.ended()).toBe(1);
    expect(second.said.error).toContain('SLUICE_HOME=<folder>');
    expect(first.twin().partners).toHaveLength(2);
  }, 120_000);

  test('keeps API keys and secrets from other users of the machine', async () => {
    const command = start('--port', '0', '--quiet');
    await command.says('http://127.0.0.1');
    for (const file of ['twin.json', 'state/seed.json', 'state/secrets.json', 'logs/functions.log', 'logs/access.log'])
      expect([file, statSync(join(command.home, file)).mode & 0o777]).toEqual([file, 0o600]);
  }, 120_000);

  test('ends with one clear sentence when the engine of the tables dies', async () => {
    const command = start('--port', '0', '--quiet');
    await command.says('http://127.0.0.1');
    process.kill(engineOf(command.home), 'SIGKILL');
    expect(await command.ended()).toBe(1);
    expect(command.said.error).toMatch(
      /^DynamoDB's engine \(process \d+\) ended unexpectedly: SIGKILL\.\nThe twin stops\./,
    );
    expect(command.said.error).not.toContain('    at ');
    expect(existsSync(join(command.home, 'twin.json'))).toBe(false);
  }, 120_000);

  test('with --data-dir finds its payments, keys and secrets again', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'state-'));
    try {
      const first = start('--port', '0', '--data-dir', dataDir, '--quiet');
      await first.says('http://127.0.0.1');
      const before = first.twin();
      const acme = apiClient(before.api, before.partners[0].apiKey);
      const { json: payment } = await acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() });
      await first.interrupt();
      expect(first.said.out.trim()).toBe(before.api);

      const second = start('--port', '0', '--data-dir', dataDir, '--quiet');
      await second.says('http://127.0.0.1');
      const after = second.twin();
      expect([after.partners, after.sources]).toEqual([before.partners, before.sources]);
      const again = apiClient(after.api, before.partners[0].apiKey);
      await eventually('the payment of the first run to settle in the second', async () => {
        const { json } = await again('GET', `/v1/payments/${payment.id}`);
        return json.status === 'settled';
      });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 120_000);

  test('the demo dead letter can be listed, looked at and replayed', async () => {
    const command = start('--port', '0', '--quiet');
    await command.says('http://127.0.0.1');
    const listed = await command.operate('dlq', 'list', '--json');
    expect(JSON.parse(listed.out)).toContainEqual(expect.objectContaining({ queue: 'payments', messages: 1 }));
    const inspected = await command.operate('dlq', 'inspect', 'payments');
    expect(inspected.out).toMatch(/"paymentId":"pay_/);
    const dry = await command.operate('dlq', 'replay', 'payments', '--dry-run');
    expect(dry.out).toContain('Nothing was sent');
    const replayed = await command.operate('dlq', 'replay', 'payments');
    expect([replayed.code, replayed.error]).toEqual([0, '']);
    expect(replayed.out).toContain('1 of 1 dead letters went to sluice-dev-payments; 0 are left');
    const left = await command.operate('dlq', 'list', '--json');
    expect(JSON.parse(left.out)).toContainEqual(expect.objectContaining({ queue: 'payments', messages: 0 }));
  }, 120_000);
});

/** The engine is a child of the process that has the home. */
function engineOf(home: string): number {
  const [twin] = readFileSync(join(home, 'home.pid'), 'utf8').split(' ');
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const engine = new RegExp(`^ *(\\d+) +${twin} .*dynoxide serve`, 'm').exec(processes);
  if (!engine) throw new Error(`No engine of process ${twin} in:\n${processes}`);
  return Number(engine[1]);
}

/** Those of the twin's addresses where something listens. */
async function listening(twin: { api: string; endpoints: Record<string, string> }): Promise<string[]> {
  const urls = [twin.api, ...Object.values(twin.endpoints)];
  const found = await Promise.all(urls.map(async (url) => ((await isListening(url)) ? [url] : [])));
  return found.flat();
}
