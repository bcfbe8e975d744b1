import { sendWebhook } from '../../actions/send-webhook.ts';
import { output } from '../../target/target.ts';
import type { Command } from '../command.ts';
import { optionalText, readText } from '../read-options.ts';

export const webhooksSend: Command = {
  name: 'webhooks send',
  summary: 'Post a signed rail event to the front door, as the bank would.',
  options: {
    type: { type: 'string', help: 'payment.settled, payment.failed or payment.returned' },
    payment: { type: 'string', help: 'the payment that it is about' },
    id: { type: 'string', help: "the event's id (default: a fresh one); the same again is a duplicate" },
    code: { type: 'string', help: 'why it failed or was returned: a code' },
    message: { type: 'string', help: 'why it failed or was returned: a sentence' },
  },
  examples: ['webhooks send --type payment.settled --payment pay_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  async run(target, input) {
    const sent = await sendWebhook(target.secrets, {
      api: output(target, 'ApiUrl'),
      secretId: output(target, 'WebhookSecretId'),
      type: readText(input, 'type'),
      paymentId: readText(input, 'payment'),
      id: optionalText(input, 'id'),
      code: optionalText(input, 'code'),
      message: optionalText(input, 'message'),
    });
    const { id, status, requestId } = sent;
    if (status !== 202)
      return {
        data: sent,
        text: `The front door did not take event ${id}: ${status}, request id ${requestId}.`,
        failed: true,
      };
    const text = `Event ${id} was taken by the front door (202) and is judged later: see the log of processWebhook for request id ${requestId}.`;
    return { data: sent, text };
  },
};
