import type { Answer } from '../answer.ts';
import type { Authorize } from '../authorizer/authorization.ts';
import type { Cors } from '../cors.ts';
import type { Exchange, IntegrationRecord } from '../exchange.ts';
import type { Router } from '../routing/create-router.ts';
import type { Throttle } from '../throttle.ts';

/** An HTTP API, ready to serve. */
export interface Api {
  id: string;
  accountId: string;
  region: string;
  domainName: string;
  cors: Cors | undefined;
  route: Router<Route>;
  /** By name; only those that are deployed. */
  stages: ReadonlyMap<string, Stage>;
}

export interface Route {
  key: string;
  authorize: Authorize<Exchange> | undefined;
  integrate: Integrate;
}

/** Does the work behind a route. */
export type Integrate = (exchange: Exchange) => Promise<Integrated>;

/** The answer, and what the access log and the metrics tell of the work. */
export interface Integrated {
  answer: Answer;
  record: IntegrationRecord;
}

export interface Stage {
  name: string;
  variables: Record<string, string> | undefined;
  throttles: ReadonlyMap<string, Throttle>;
  /** Tells of a request that was answered. */
  report: (exchange: Exchange) => void;
}
