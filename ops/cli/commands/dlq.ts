import { deadLetterQueue, deadLetterQueues } from '../../actions/dead-letter-queue.ts';
import { inspectDeadLetters } from '../../actions/inspect-dead-letters.ts';
import { listDeadLetters } from '../../actions/list-dead-letters.ts';
import { replayDeadLetters } from '../../actions/replay-dead-letters.ts';
import type { Command } from '../command.ts';
import { optionalText, readNumber } from '../read-options.ts';
import { table } from '../table.ts';

export const dlqList: Command = {
  name: 'dlq list',
  summary: 'Show each dead-letter queue, how much is in it and since when.',
  examples: ['dlq list', 'dlq list --stage prod --profile ops --json'],
  async run(target) {
    const counts = await listDeadLetters(target.sqs, deadLetterQueues(target));
    const rows = counts.map(({ queue, sources, messages, inFlight, oldestSentAt }) => [
      ...[queue, sources.join(' '), messages, inFlight, oldestSentAt ?? '-'],
    ]);
    return { data: counts, text: table(['QUEUE', 'DIED IN', 'DEAD LETTERS', 'IN FLIGHT', 'OLDEST SENT'], rows) };
  },
};

export const dlqInspect: Command = {
  name: 'dlq inspect',
  argument: '<queue>',
  summary: 'Look at dead letters and leave them where they are. Account numbers are masked.',
  options: { limit: { type: 'string', help: 'how many at most (default 10)' } },
  examples: ['dlq inspect payments', 'dlq inspect webhooks --limit 100 --json'],
  async run(target, input) {
    const queue = deadLetterQueue(target, input.argument);
    const letters = await inspectDeadLetters(target.sqs, queue, readNumber(input, 'limit', 1000) ?? 10);
    const shown = letters.map(({ messageId, sentAt, receives, requestId, attributes, body }) => {
      const about = `${messageId}  sent ${sentAt}  received ${receives}×  request ${requestId ?? 'unknown'}`;
      const lines = Object.keys(attributes).length > 0 ? [about, JSON.stringify(attributes)] : [about];
      return [...lines, JSON.stringify(body)].join('\n  ');
    });
    return { data: letters, text: shown.length > 0 ? shown.join('\n') : `There is no dead letter in ${queue.name}.` };
  },
};

export const dlqReplay: Command = {
  name: 'dlq replay',
  argument: '<queue>',
  summary: 'Send dead letters back to the queue that they died in. What was done before is not done again.',
  options: {
    'dry-run': { type: 'boolean', help: 'say what would be sent, and send nothing' },
    limit: { type: 'string', help: 'only so many (default: all)' },
    to: { type: 'string', help: 'the whole name of another queue to send them to' },
    'max-per-second': { type: 'string', help: '1 to 500 (default: as fast as SQS likes)' },
  },
  examples: [
    'dlq replay payments --dry-run',
    'dlq replay payments --limit 1',
    'dlq replay webhooks --max-per-second 20',
  ],
  async run(target, input) {
    const replay = await replayDeadLetters(
      target.sqs,
      deadLetterQueue(target, input.argument),
      {
        to: optionalText(input, 'to'),
        dryRun: input.options['dry-run'] === true,
        limit: readNumber(input, 'limit', 100_000),
        maxPerSecond: readNumber(input, 'max-per-second', 500),
      },
      (moved, of) => input.progress(`${moved} of ${of} sent back`),
    );
    const { moved, before, after, to } = replay;
    return {
      data: replay,
      text: replay.dryRun
        ? `${moved} of ${before} dead letters would go to ${to}. Nothing was sent.`
        : `${moved} of ${before} dead letters went to ${to}; ${after} are left.`,
    };
  },
};
