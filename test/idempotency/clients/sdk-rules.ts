import { type Outcome, type RetryRules, retryAfterOf, statusOf } from './client.ts';

/** Of the clients below, what each takes for worth repeating besides a lost connection. */
const isServerError = (outcome: Outcome) => (statusOf(outcome) ?? 0) >= 500;
const has = (outcome: Outcome, ...statuses: number[]) => statuses.includes(statusOf(outcome) ?? 0);

/**
 * stripe-node at 66394216: src/RequestSender.ts `_shouldRetry`, `_getSleepTimeInMS`; 2 retries (PlatformFunctions.ts),
 * 0.5 s doubled up to 5 s, of which a random half is left out. It reads `Stripe-Should-Retry` and no `Retry-After`.
 */
export const stripe: RetryRules = {
  name: 'stripe-node',
  attempts: 3,
  repeats: (outcome) => outcome === 'lost' || has(outcome, 409) || isServerError(outcome),
  waitMs: (_, repetition) => Math.max(500, Math.min(500 * 2 ** repetition, 5_000) * (0.5 + Math.random() / 2)),
};

/**
 * modern-treasury-node at 6dea66ee, made by Stainless as many are: src/client.ts `shouldRetry`, `retryRequest`; 2 retries,
 * `Retry-After` as it is, otherwise 0.5 s doubled up to 8 s less up to a quarter.
 */
export const modernTreasury: RetryRules = {
  name: 'modern-treasury-node',
  attempts: 3,
  repeats: (outcome) => outcome === 'lost' || has(outcome, 408, 409, 429) || isServerError(outcome),
  waitMs: (outcome, repetition) =>
    retryAfterOf(outcome) ?? Math.min(500 * 2 ** repetition, 8_000) * (1 - Math.random() / 4),
};

/**
 * square-nodejs-sdk at c58c6e09, made by Fern as many are: src/core/fetcher/requestWithRetries.ts; 2 retries, `Retry-After`
 * up to a minute, otherwise 1 s doubled, give or take a tenth. A lost connection is its caller's affair.
 */
export const square: RetryRules = {
  name: 'square-nodejs-sdk',
  attempts: 3,
  repeats: (outcome) => has(outcome, 408, 429) || isServerError(outcome),
  waitMs: (outcome, repetition) =>
    Math.min(retryAfterOf(outcome) ?? 1_000 * 2 ** repetition * (0.9 + Math.random() / 5), 60_000),
};

/**
 * The AWS SDK for JavaScript, standard mode: @smithy/core 3.41.0, StandardRetryStrategy and DefaultRetryBackoffStrategy; 3
 * attempts, a random part of 50 ms (429: 1 s) doubled up to 20 s, stretched by `Retry-After` up to 5 s further.
 */
export const aws: RetryRules = {
  name: 'AWS SDK',
  attempts: 3,
  repeats: (outcome) => outcome === 'lost' || has(outcome, 429, 500, 502, 503, 504),
  waitMs: (outcome, repetition) => {
    const backoffMs = Math.random() * Math.min((has(outcome, 429) ? 1_000 : 50) * 2 ** repetition, 20_000);
    return Math.max(backoffMs, Math.min(retryAfterOf(outcome) ?? 0, backoffMs + 5_000));
  },
};

/** adyen-node-api-library at 3b84a188: it sends an Idempotency-Key that it is given and repeats nothing. */
export const adyen: RetryRules = {
  name: 'adyen-node-api-library',
  attempts: 1,
  repeats: () => false,
  waitMs: () => 0,
};

export const sdks = [stripe, modernTreasury, square, aws, adyen];
/** Those that take a wait from the server. */
export const heeding = [modernTreasury, square, aws];
