import type { Command } from './command.ts';
import { depositsCreate } from './commands/deposits.ts';
import { dlqInspect, dlqList, dlqReplay } from './commands/dlq.ts';
import { guide } from './commands/guide.ts';
import { ledgerAudit } from './commands/ledger.ts';
import { keysRevoke, partnersCreate, partnersList } from './commands/partners.ts';
import { secretsRotate } from './commands/secrets.ts';
import { seed } from './commands/seed.ts';
import { webhooksSend } from './commands/webhooks.ts';

/** All that an operator can do, in the order in which help shows it. */
export const commands: readonly Command[] = [
  dlqList,
  dlqInspect,
  dlqReplay,
  partnersCreate,
  partnersList,
  keysRevoke,
  depositsCreate,
  ledgerAudit,
  secretsRotate,
  webhooksSend,
  seed,
  guide,
];
