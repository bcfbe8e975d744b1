import type { AwsApi } from '../../aws-api/aws-api.ts';
import type { Iam } from '../../iam/iam.ts';
import type { Functions } from '../../lambda/functions.ts';
import type { Observer } from '../../observer.ts';
import type { Stack } from '../../template/stack.ts';
import type { Limits } from '../limits.ts';

/** What an API is built from and works with. */
export interface Surroundings {
  stack: Stack;
  functions: Pick<Functions, 'invoke' | 'permits'>;
  aws: Pick<AwsApi, 'call'>;
  iam: Pick<Iam, 'allows'>;
  observe: Observer;
  limits: Limits;
  /** Milliseconds since 1970. */
  now: () => number;
}
