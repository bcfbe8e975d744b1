import { OperatorMistake } from '../operator-mistake.ts';
import type { Target } from '../target/target.ts';

export interface DeadLetterQueue {
  /** What an operator calls it: `payments`. */
  name: string;
  url: string;
}

/** The stack names its dead-letter queues in outputs that end in DlqUrl: `PaymentsDlqUrl` is `payments`. */
export function deadLetterQueues({ outputs }: Target): DeadLetterQueue[] {
  return Object.entries(outputs).flatMap(([key, url]) => {
    const [, name] = /^(\w+)DlqUrl$/.exec(key) ?? [];
    return name ? [{ name: name.toLowerCase(), url }] : [];
  });
}

/** Takes `payments`, or the queue's whole name as AWS shows it. */
export function deadLetterQueue(target: Target, wanted: string | undefined): DeadLetterQueue {
  const queues = deadLetterQueues(target);
  const found = queues.find(({ name, url }) => name === wanted || url.endsWith(`/${wanted}`));
  if (found) return found;
  const names = queues.map(({ name }) => name).join(', ');
  throw new OperatorMistake(
    wanted === undefined
      ? `Which queue? One of: ${names}.`
      : `There is no dead-letter queue "${wanted}". There are: ${names}.`,
  );
}
