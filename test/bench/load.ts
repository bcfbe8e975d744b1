import { Agent, request } from 'node:http';

export interface Measured {
  name: string;
  requests: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers with another status than the expected one. */
  unexpected: number;
}

export interface Load {
  name: string;
  api: string;
  /** A fresh request for each call; `n` counts them. */
  make(n: number): { method: string; path: string; headers: Record<string, string>; body?: string };
  expected: number;
  clients: number;
  seconds: number;
  /** A hard end, whatever the time: a load is bounded both ways. */
  maxRequests: number;
}

/** Closed-loop load over kept-alive connections to this machine: each client sends its next request when the last was answered. */
export async function measure(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + load.seconds * 1000;
  let sent = 0;
  let unexpected = 0;

  async function client(): Promise<void> {
    while (performance.now() < end && sent < load.maxRequests) {
      const before = performance.now();
      const status = await send(agent, load.api, load.make(sent++));
      latencies.push(performance.now() - before);
      if (status !== load.expected) unexpected += 1;
    }
  }

  await Promise.all(Array.from({ length: load.clients }, client));
  const tookSeconds = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return {
    name: load.name,
    requests: latencies.length,
    perSecond: latencies.length / tookSeconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    unexpected,
  };
}

function send(agent: Agent, api: string, { method, path, headers, body }: ReturnType<Load['make']>): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(api + path, { agent, method, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}
