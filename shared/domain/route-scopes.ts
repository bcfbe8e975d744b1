/** All that an API key can be allowed. */
export const apiScopes = ['payments:read', 'payments:write'] as const;

export type ApiScope = (typeof apiScopes)[number];

/** What a key must be allowed to do to pass each authorized route. A route that is not here lets nobody pass. */
const routeScopes: Record<string, ApiScope> = {
  'POST /v1/payments': 'payments:write',
  'GET /v1/payments': 'payments:read',
  'GET /v1/payments/{paymentId}': 'payments:read',
  'GET /v1/balances': 'payments:read',
  'POST /v1/payment-batches': 'payments:write',
  'GET /v1/payment-batches/{batchId}': 'payments:read',
};

export function scopeOf(routeKey: string): ApiScope | undefined {
  return Object.hasOwn(routeScopes, routeKey) ? routeScopes[routeKey] : undefined;
}

export const authorizedRoutes: readonly string[] = Object.keys(routeScopes);
