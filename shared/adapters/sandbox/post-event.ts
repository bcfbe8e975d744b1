import { Webhook } from 'standardwebhooks';
import { RetryLater } from '../../domain/errors.ts';
import type { PostSandboxEvent } from '../../domain/rail/sandbox-payment.ts';
import type { LiveSecrets } from '../live-secrets.ts';

const timeoutMs = 3_000;

/** Posts the event as Standard Webhooks says, signed anew for each attempt, with the current secret. */
export function postSandboxEvent(url: string, secrets: LiveSecrets, nowMs = Date.now): PostSandboxEvent {
  return async ({ paymentId, eventId, type, failure, requestId }) => {
    const [secret = ''] = await secrets();
    const at = new Date(nowMs());
    const body = JSON.stringify({
      type: `payment.${type}`,
      timestamp: at.toISOString(),
      data: { paymentId, ...failure },
    });
    const headers = {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(eventId, at, body),
      'x-request-id': requestId,
    };
    const status = await postStatus(url, { method: 'POST', headers, body });
    if (status < 200 || status > 299) throw new RetryLater(`an event was answered ${status}`);
  };
}

async function postStatus(url: string, init: RequestInit): Promise<number> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    await response.arrayBuffer();
    return response.status;
  } catch (cause) {
    throw new RetryLater('an event could not be posted', { cause });
  }
}
