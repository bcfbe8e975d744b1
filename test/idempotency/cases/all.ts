import type { Cases } from '../case.ts';
import { acceptance } from './acceptance.ts';
import { batches } from './batches.ts';
import { clients } from './clients.ts';
import { crowd } from './crowd.ts';
import { failures } from './failures.ts';
import { keyStore } from './key-store.ts';
import { keys } from './keys.ts';
import { lookup } from './lookup.ts';
import { refusals } from './refusals.ts';
import { retention } from './retention.ts';
import { running } from './running.ts';
import { sameBody } from './same-body.ts';
import { scope } from './scope.ts';

export const cases: Cases = {
  ...keys,
  ...scope,
  ...retention,
  ...sameBody,
  ...acceptance,
  ...refusals,
  ...failures,
  ...running,
  ...keyStore,
  ...lookup,
  ...batches,
  ...clients,
  ...crowd,
};
