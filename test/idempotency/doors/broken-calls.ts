import { refusal, type TableCall as ServedCall } from '../../support/contended-tables.ts';
import type { Reply } from '../../support/serve.ts';
import type { Broken, Effect, TableCall } from './door.ts';

interface Order {
  call: TableCall;
  effect: Effect;
  left: number;
  strike: () => void;
  released: Promise<void>;
}

/** Which of the functions' calls to the tables are to go wrong, and how. The rest pass. */
export function brokenCalls() {
  const orders = new Set<Order>();

  function breakCall(call: TableCall, effect: Effect, times = 1): Broken {
    const struck = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const order = { call, effect, left: times, strike: struck.resolve, released: released.promise };
    orders.add(order);
    const end = () => {
      orders.delete(order);
    };
    const release = () => {
      end();
      released.resolve();
    };
    return { struck: struck.promise, end, release };
  }

  async function treat(served: ServedCall): Promise<Reply> {
    const order = [...orders].find(({ call }) => isSame(call, served));
    if (!order) return served.forward();
    order.left -= 1;
    if (order.left === 0) orders.delete(order);
    order.strike();
    return effects[order.effect](served, order);
  }

  return { breakCall, treat };
}

const effects: Record<Effect, (call: ServedCall, order: Order) => Promise<Reply> | Reply> = {
  fail: () => ({ status: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } }),
  throttle: () => refusal('ProvisionedThroughputExceededException'),
  drop: async ({ forward, hangUp }) => {
    await forward();
    return hangUp();
  },
  hold: async ({ forward }, { released }) => {
    await released;
    return forward();
  },
};

function isSame({ operation, table }: TableCall, served: ServedCall): boolean {
  return served.operation === operation && tablesOf(served.input).includes(table);
}

type Named = { TableName?: string };

function tablesOf({ TableName, TransactItems = [] }: Named & { TransactItems?: Record<string, Named>[] }): string[] {
  const inTransaction = TransactItems.flatMap((item) => Object.values(item));
  return [{ TableName }, ...inTransaction].flatMap((named) => named.TableName ?? []);
}
