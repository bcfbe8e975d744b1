/** `npm run bench`: what the twin does on this machine, beside a bare node:http server in the same run. Nothing is promised. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { runSluice } from '../support/run-sluice.ts';
import { signedEvent } from '../support/webhook-sender.ts';
import { type Load, type Measured, measure } from './load.ts';

const bounds = { clients: 16, seconds: 5, maxRequests: 100_000 };
/** A cold start costs a hundred requests. Rows are measured after a round without one; not for ever, the load may never settle. */
const warmUp = { seconds: 3, maxRounds: 15 };

const boots: number[] = [];
for (let n = 0; n < 3; n += 1) boots.push(await bootMs());

const sluice = await runSluice();
const rows: Measured[] = [];
try {
  rows.push(await bareServer());
  const json = { authorization: `Bearer ${sluice.acmeKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify(paymentRequest({ reference: 'sandbox:silent bench' }));
  const { id } = (await sluice.acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() })).json;
  const event = await signedEvent(sluice, { id: 'evt-bench', body: '{"type":"payment.bench"}' });

  rows.push(
    await warm({
      ...bounds,
      name: 'GET /v1/payments/{paymentId}',
      api: sluice.api,
      expected: 200,
      make: () => ({ method: 'GET', path: `/v1/payments/${id}`, headers: json }),
    }),
    await warm({
      ...bounds,
      name: 'POST /v1/payments',
      api: sluice.api,
      expected: 202,
      make: () => ({ method: 'POST', path: '/v1/payments', headers: { ...json, 'idempotency-key': freshKey() }, body }),
    }),
    await warm({
      ...bounds,
      name: 'POST /v1/webhooks/rail',
      api: sluice.api,
      expected: 202,
      make: () => ({ method: 'POST', path: '/v1/webhooks/rail', headers: event.headers, body: event.body }),
    }),
  );
} finally {
  await sluice.stop();
}
print(rows);

async function warm(load: Load): Promise<Measured> {
  for (let round = 0; round < warmUp.maxRounds; round += 1) {
    const before = coldStarts();
    await measure({ ...load, seconds: warmUp.seconds });
    if (coldStarts() === before) break;
  }
  return measure(load);
}

/** Lambda's REPORT lines tell of an initialization. */
function coldStarts(): number {
  return sluice.logs.filter(({ text }) => text.includes('Init Duration')).length;
}

async function bootMs(): Promise<number> {
  const started = performance.now();
  const booted = await runSluice();
  const took = performance.now() - started;
  await booted.stop();
  return took;
}

/** The ratio's other side: what node:http alone does with the same client on the same machine. */
async function bareServer(): Promise<Measured> {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = {};
  try {
    return await measure({
      ...bounds,
      name: 'bare node:http, the same client',
      api,
      expected: 200,
      make: () => ({ method: 'GET', path: '/', headers }),
    });
  } finally {
    server.close();
  }
}

function print(measured: Measured[]): void {
  const bare = measured[0]?.perSecond ?? Number.NaN;
  const lines = [
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
      `${platform()} ${release()} ${arch()}, Node ${process.version}; client and twin share the machine; ` +
      `${bounds.clients} clients, ${bounds.seconds} s a row, once ${warmUp.seconds} s went by without a cold start.`,
    '',
    '| what | requests/s | of bare node:http | p50 ms | p99 ms | requests | unexpected answers |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...measured.map(
      (row) =>
        `| ${row.name} | ${row.perSecond.toFixed(0)} | ${((100 * row.perSecond) / bare).toFixed(1)} % | ${row.p50Ms.toFixed(1)} | ` +
        `${row.p99Ms.toFixed(1)} | ${row.requests} | ${row.unexpected} |`,
    ),
    '',
    `Boot from the packaged template, with two partners: ${boots.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
