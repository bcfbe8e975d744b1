import { setTimeout } from 'node:timers/promises';
import { type Reply, type Served, serve } from './serve.ts';

/** What one call to the tables is about to do. */
export interface TableCall {
  /** `TransactWriteItems`, `GetItem`, … */
  operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's own JSON, of whatever operation
  input: any;
  /** Lets the engine do it. */
  forward: () => Promise<Reply>;
  /** Closes the connection without an answer. */
  hangUp: () => Reply;
}

/** A DynamoDB in front of the engine that may treat a call in its own way. */
export function serveTables(engineUrl: string, treat: (call: TableCall) => Promise<Reply>): Promise<Served> {
  return serve((request, body) => {
    const target = String(request.headers['x-amz-target']);
    const forward = async (): Promise<Reply> => {
      const headers = Object.fromEntries(
        ['x-amz-target', 'x-amz-date', 'authorization'].map((name) => [name, String(request.headers[name])]),
      );
      headers['content-type'] = 'application/x-amz-json-1.0';
      const answer = await fetch(engineUrl, { method: 'POST', headers, body });
      return { status: answer.status, body: await answer.json() };
    };
    const hangUp = (): Reply => {
      request.socket.destroy();
      return { status: 500 };
    };
    return treat({ operation: target.slice(target.indexOf('.') + 1), input: JSON.parse(body), forward, hangUp });
  });
}

export interface Contention {
  treat: (call: TableCall) => Promise<Reply>;
  /** Since the last `reset`: transactions that were tried, and those of them that were cancelled for a conflict. */
  counts: { tried: number; conflicts: number };
  reset: () => void;
}

/**
 * How items behave under several transactions at once, as a model: a transaction has its items for `preparedMs` and no
 * other gets them meanwhile; one whose conditions do not hold lets go at once. Who comes in between is cancelled with
 * TransactionConflict, and a plain write is refused. Each call travels `travelMs` to get here, and its answer as long back.
 */
export function contention({ preparedMs, travelMs = 0 }: { preparedMs: number; travelMs?: number }): Contention {
  const taken = new Set<string>();
  const counts = { tried: 0, conflicts: 0 };

  const atomically = async (call: TableCall): Promise<Reply> => {
    const items = itemsOf(call.input.TransactItems);
    counts.tried += 1;
    if (items.some((item) => taken.has(item))) {
      counts.conflicts += 1;
      return canceled(items.map((item) => (taken.has(item) ? 'TransactionConflict' : 'None')));
    }
    for (const item of items) taken.add(item);
    try {
      const reply = await call.forward();
      if (reply.status === 200) await setTimeout(preparedMs);
      return reply;
    } finally {
      for (const item of items) taken.delete(item);
    }
  };

  const alone = async (call: TableCall): Promise<Reply> => {
    const isWrite = ['PutItem', 'UpdateItem', 'DeleteItem'].includes(call.operation);
    if (!isWrite || !taken.has(nameOf(call.input))) return call.forward();
    counts.conflicts += 1;
    return refusal('TransactionConflictException');
  };

  return {
    counts,
    reset: () => Object.assign(counts, { tried: 0, conflicts: 0 }),
    treat: async (call) => {
      await setTimeout(travelMs);
      const reply = await (call.operation === 'TransactWriteItems' ? atomically(call) : alone(call));
      await setTimeout(travelMs);
      return reply;
    },
  };
}

export function canceled(codes: string[]): Reply {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return refusal('TransactionCanceledException', { CancellationReasons, Message: codes.join(', ') });
}

export function refusal(name: string, fields: object = {}): Reply {
  return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...fields } };
}

type Named = { TableName: string; Item?: Attributes; Key?: Attributes };
type Attributes = Record<string, { S?: string }>;

function itemsOf(actions: Record<string, Named>[]): string[] {
  return actions.flatMap((action) => Object.values(action)).map(nameOf);
}

/** An item's table and key, whatever the key's attributes are called. */
function nameOf({ TableName, Item, Key }: Named): string {
  const { pk, sk, eventKey } = Item ?? Key ?? {};
  return [TableName, pk?.S ?? eventKey?.S, sk?.S].join(' ');
}
