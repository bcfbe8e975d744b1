import { z } from 'zod';
import type { AwsError } from '../../aws-error.ts';
import type { Answer } from '../answer.ts';
import { escapeXml } from './escape-xml.ts';
import { optional, required, type Subtype } from './subtype.ts';

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';
const sent = z.object({
  MessageId: z.string(),
  MD5OfMessageBody: z.string(),
  MD5OfMessageAttributes: z.string().optional(),
  MD5OfMessageSystemAttributes: z.string().optional(),
});

/** The gateway speaks SQS's older protocol, in which errors have other names and a refused role is a 403. */
const queryErrors: Record<string, { code: string; status: number }> = {
  AccessDeniedException: { code: 'AccessDenied', status: 403 },
  QueueDoesNotExist: { code: 'AWS.SimpleQueueService.NonExistentQueue', status: 400 },
  UnsupportedOperation: { code: 'AWS.SimpleQueueService.UnsupportedOperation', status: 400 },
};

/** Answers in XML, as SQS does to API Gateway. */
export const sendMessage: Subtype = {
  service: 'sqs',
  operation: 'SendMessage',
  parameters: {
    QueueUrl: required,
    MessageBody: required,
    DelaySeconds: { required: false, as: 'number' },
    MessageAttributes: { required: false, as: 'json' },
    MessageDeduplicationId: optional,
    MessageGroupId: optional,
    MessageSystemAttributes: { required: false, as: 'json' },
    Region: optional,
  },
  inputOf: (values) => values,
  answerOf(output, requestId) {
    const result = Object.entries(sent.parse(output)).map(([name, value]) => element(name, escapeXml(value ?? '')));
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    const body = `<SendMessageResponse xmlns="${namespace}">${element('SendMessageResult', result.join(''))}${metadata}</SendMessageResponse>`;
    return xml(200, body);
  },
  errorAnswerOf(error, requestId) {
    const { code, status } = queryErrorOf(error);
    const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
    const fields = `${type}${element('Code', code)}${element('Message', escapeXml(error.message))}<Detail/>`;
    const body = `<ErrorResponse xmlns="${namespace}">${element('Error', fields)}${element('RequestId', requestId)}</ErrorResponse>`;
    return xml(status, body);
  },
};

function queryErrorOf({ code, status }: AwsError): { code: string; status: number } {
  return queryErrors[code] ?? { code: escapeXml(code), status };
}

function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
