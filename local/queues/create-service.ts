import type { Service } from '../aws-api/service.ts';
import { AwsError } from '../aws-error.ts';
import type { Action, ActionContext } from './actions/action.ts';
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './actions/message-move-tasks.ts';
import {
  getQueueAttributes,
  getQueueUrl,
  listDeadLetterSourceQueues,
  listQueues,
} from './actions/queue-information.ts';
import { receiveMessage } from './actions/receive-message.ts';
import { sendMessage } from './actions/send-message.ts';
import { sendMessageBatch } from './actions/send-message-batch.ts';
import * as engine from './engine.ts';
import { queuePermissions } from './queue-permissions.ts';

const actions: Record<string, Action> = {
  CancelMessageMoveTask: cancelMessageMoveTask,
  ChangeMessageVisibility: byEngine(engine.changeMessageVisibility),
  ChangeMessageVisibilityBatch: byEngine(engine.changeMessageVisibilityBatch),
  DeleteMessage: byEngine(engine.deleteMessage),
  DeleteMessageBatch: byEngine(engine.deleteMessageBatch),
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
  ListMessageMoveTasks: listMessageMoveTasks,
  ListQueues: listQueues,
  PurgeQueue: byEngine(engine.purgeQueue),
  ReceiveMessage: receiveMessage,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  SetQueueAttributes: byEngine(engine.setQueueAttributes),
  StartMessageMoveTask: startMessageMoveTask,
};

/** Codes whose name in the older query protocol, which SDK clients still show, has a prefix. */
const prefixedCodes = [
  'BatchEntryIdsNotDistinct',
  'BatchRequestTooLong',
  'EmptyBatchRequest',
  'InvalidBatchEntryId',
  'TooManyEntriesInBatchRequest',
  'UnsupportedOperation',
];

export function createQueueService(context: Omit<ActionContext, 'signal'>, stopped: AbortSignal): Service {
  return {
    targetPrefix: 'AmazonSQS',
    iamPrefix: 'sqs',
    permissionsOf: (operation, input) => queuePermissions(operation, input, context.queues),
    async call(operation, input, { signal }) {
      const action = actions[operation];
      if (!action) throw new AwsError('UnsupportedOperation', `The twin's queues have no ${operation}.`);
      return action(input, { ...context, signal: signal ? AbortSignal.any([signal, stopped]) : stopped });
    },
    errorHeaders({ code, status }) {
      const fault = status < 500 ? 'Sender' : 'Receiver';
      return { 'x-amzn-query-error': `${queryCodeOf(code)};${fault}` };
    },
  };
}

function queryCodeOf(code: string): string {
  if (code === 'QueueDoesNotExist') return 'AWS.SimpleQueueService.NonExistentQueue';
  return prefixedCodes.includes(code) ? `AWS.SimpleQueueService.${code}` : code;
}

function byEngine(action: (body: Record<string, unknown>, store: engine.SqsStore) => unknown): Action {
  return (input, { queues }) => {
    queues.byUrl(String(input.QueueUrl)).engine.processTimers();
    try {
      return action(input, queues.store);
    } catch (error) {
      if (error instanceof engine.SqsError) throw new AwsError(error.code, error.message, error.statusCode);
      throw error;
    }
  };
}
