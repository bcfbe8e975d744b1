import { fork } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { eventually } from '../../support/eventually.ts';

const root = new URL('../../../', import.meta.url).pathname;
const entry = `
  import { performance } from 'node:perf_hooks';
  import { http } from '#shared/lambda/http.ts';
  const handler = http({}, async () => { await 0; return { statusCode: 200, headers: {} }; });
  const event = { headers: {}, routeKey: 'GET /health', requestContext: { requestId: 'r' } };
  await handler(event, { awsRequestId: 'i', getRemainingTimeInMillis: () => 1000 });
  const startedAt = performance.now();
  for (let n = 0; n < 200_000; n += 1) await n;
  process.send({ awaitsMs: performance.now() - startedAt });
`;

let folder: string;
let daemon: Socket;
const segments: { name: string; annotations?: object }[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-tracer-'));
  daemon = createSocket('udp4').on('message', (packet) =>
    segments.push(JSON.parse(String(packet).split('\n')[1] ?? '')),
  );
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
});
afterAll(async () => {
  daemon.close();
  await rm(folder, { recursive: true });
});

/** Runs a bundled function in a process that looks like Lambda to the X-Ray SDK; gives what 200,000 awaits took there. */
async function run(alias: Record<string, string>): Promise<number> {
  const outfile = join(folder, `bundle-${Object.keys(alias).length}.mjs`);
  await build({
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: root,
    outfile,
    alias,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
  });
  const child = fork(outfile, { silent: true, env: { ...process.env, ...lambda(), NODE_OPTIONS: '' } });
  const [{ awaitsMs }] = await once(child, 'message');
  await once(child, 'exit');
  return awaitsMs;
}

const lambda = () => ({
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'sluice-dev-health',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: 'functions/http/health.handler',
  _X_AMZN_TRACE_ID: 'Root=1-6921a0f3-4d5e6f708192a3b4c5d6e7f8;Parent=53995c3f42cd8ad8;Sampled=1',
  AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
  POWERTOOLS_SERVICE_NAME: 'sluice',
});

describe('the tracer in a bundle whose cls-hooked is our stand-in', () => {
  test('sends the segment of the handler under the trace that Lambda gave, and leaves awaits as fast as they are', async () => {
    const awaitsMs = await run({ 'cls-hooked/context': './shared/lambda/cls-on-async-local-storage.ts' });
    const segment = await eventually('the segment', () => segments.find(({ name }) => name.startsWith('## ')));
    expect(segment).toMatchObject({
      name: '## functions/http/health.handler',
      trace_id: '1-6921a0f3-4d5e6f708192a3b4c5d6e7f8',
      parent_id: '53995c3f42cd8ad8',
      annotations: { ColdStart: true, Service: 'sluice' },
    });
    const hookedMs = await run({});
    expect(hookedMs).toBeGreaterThan(awaitsMs * 3);
  });
});
