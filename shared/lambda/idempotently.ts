import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyInconsistentStateError,
  IdempotencyPersistenceLayerError,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import type { ResponseHook } from '@aws-lambda-powertools/idempotency/types';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { Scope } from '../domain/payments/payment-id.ts';
import { asError } from './as-error.ts';
import type { HttpResponse } from './http-event.ts';
import { replayed } from './idempotency-status.ts';
import { logger } from './logger.ts';

type JsonValue = Parameters<ResponseHook>[0];

const keptForSeconds = 7 * 24 * 60 * 60;
const keyPrefix = 'answer';
const keptAnswer = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });

export interface KeyedRequest {
  scope: Scope;
  /** Tells a retry from another request under the same key. */
  requestHash: string;
}

export interface Idempotently {
  store: BasePersistenceLayer;
  /** The refusal of a key that was used for another request. */
  reused: (scope: Scope) => Promise<DomainError>;
}

/**
 * Does the work of a key once and replays its answer for 7 days, marked as a replay. Work that throws leaves no record, so a retry runs.
 * Around the handler's work and not around the handler: Powertools' middleware deletes records that it does not own.
 * @throws DomainError idempotency-key-in-progress, idempotency-key-reused; service-unavailable when the store fails
 */
export function idempotently({ store, reused }: Idempotently) {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'scope',
    payloadValidationJmesPath: 'requestHash',
    throwOnNoIdempotencyKey: true,
    expiresAfterSeconds: keptForSeconds,
    hashFunction: 'sha256',
    responseHook: (kept) => replayed(keptAnswer.parse(kept)),
  });

  return async (request: KeyedRequest, context: Context, work: () => Promise<HttpResponse>): Promise<HttpResponse> => {
    let ran: Promise<HttpResponse> | undefined;
    const run = makeIdempotent(
      (_key: JsonValue, _context: Context) => {
        ran = work();
        return ran;
      },
      { persistenceStore: store, config, keyPrefix },
    );
    try {
      return await run(keyOf(request), context);
    } catch (error) {
      if (ran) return outcomeOf(ran, error);
      throw await refusalFor(error, () => reused(request.scope));
    }
  };
}

/** One string, for Powertools sorts what is inside an array before it hashes: `['a', 'b']` and `['b', 'a']` would meet. */
function keyOf({ scope, requestHash }: KeyedRequest): JsonValue {
  return { scope: JSON.stringify([scope.partnerId, scope.route, scope.key]), requestHash };
}

/** The work ran: what it did stands, whether or not the store could write it down. The effects dedupe by themselves. */
async function outcomeOf(ran: Promise<HttpResponse>, error: unknown): Promise<HttpResponse> {
  const response = await ran;
  logger.warn('answer not kept for replay', { error: asError(error) });
  return response;
}

async function refusalFor(error: unknown, reused: () => Promise<DomainError>): Promise<unknown> {
  if (isStillRunning(error))
    return new DomainError('idempotency-key-in-progress', 'Repeat the request after a moment to get its answer.', {
      retryAfterSeconds: 1,
    });
  if (error instanceof IdempotencyValidationError) return reused();
  if (error instanceof IdempotencyPersistenceLayerError || error instanceof IdempotencyInconsistentStateError)
    return new DomainError('service-unavailable', 'Nothing was done. Repeat the request with the same key.', {
      cause: error,
      retryAfterSeconds: 5,
    });
  return error;
}

/** Whatever the body is: as long as the first request may yet be refused, nobody knows whether its key is used. */
function isStillRunning(error: unknown): boolean {
  if (error instanceof IdempotencyAlreadyInProgressError) return true;
  return error instanceof IdempotencyValidationError && error.existingRecord?.getStatus() === 'INPROGRESS';
}
