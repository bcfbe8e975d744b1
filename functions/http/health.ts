import { http } from '#shared/lambda/http.ts';
import { json } from '#shared/lambda/respond.ts';

/** GET /health: the front door is open. Touches nothing, so it tells nothing of what lies behind. */
export const handler = http({}, () => json(200, { status: 'ok' }, { 'cache-control': 'no-store' }));
