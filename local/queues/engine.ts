/**
 * The SQS engine: fauxqs's stores and actions, without its web server, which would listen on every interface. The package
 * exports only that server, hence the paths; this file alone knows them. What the engine lacks, or does otherwise than SQS,
 * stands in the other files of this folder: sending, receiving, dead letters, retention, move tasks.
 */
export { SqsError } from '../../node_modules/fauxqs/dist/common/errors.js';
export { md5OfMessageAttributes } from '../../node_modules/fauxqs/dist/common/md5.js';
export { changeMessageVisibility } from '../../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibility.js';
export { changeMessageVisibilityBatch } from '../../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibilityBatch.js';
export { deleteMessage } from '../../node_modules/fauxqs/dist/sqs/actions/deleteMessage.js';
export { deleteMessageBatch } from '../../node_modules/fauxqs/dist/sqs/actions/deleteMessageBatch.js';
export { purgeQueue } from '../../node_modules/fauxqs/dist/sqs/actions/purgeQueue.js';
export { setQueueAttributes } from '../../node_modules/fauxqs/dist/sqs/actions/setQueueAttributes.js';
export { type SqsQueue, SqsStore } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';
export {
  calculateMessageSize,
  type MessageAttributeValue,
  type SqsMessage,
  validateQueueAttributes,
} from '../../node_modules/fauxqs/dist/sqs/sqsTypes.js';
