import { printAwsJson } from './print-aws-json.ts';
import { optional, required, type Subtype } from './subtype.ts';

type JsonProtocol = Pick<Subtype, 'answerOf' | 'errorAnswerOf'>;

const json1 = jsonProtocol('application/x-amz-json-1.0');
const startParameters = { StateMachineArn: required, Name: optional, Input: optional, Region: optional };

export const startExecution: Subtype = {
  service: 'states',
  operation: 'StartExecution',
  parameters: startParameters,
  inputOf: ({ StateMachineArn, Name, Input }) => ({ stateMachineArn: StateMachineArn, name: Name, input: Input }),
  ...json1,
};

/** 200 also when the execution failed: its status is in the body. */
export const startSyncExecution: Subtype = {
  service: 'states',
  operation: 'StartSyncExecution',
  parameters: { ...startParameters, TraceHeader: optional },
  inputOf: ({ TraceHeader, ...others }) => ({ ...startExecution.inputOf(others), traceHeader: TraceHeader }),
  ...json1,
};

/** One event a request. 200 also when the event was not taken: FailedEntryCount is in the body. */
export const putEvents: Subtype = {
  service: 'events',
  operation: 'PutEvents',
  parameters: {
    Detail: required,
    DetailType: required,
    Source: required,
    EventBusName: optional,
    Region: optional,
    Resources: { required: false, as: 'json' },
    Time: optional,
    TraceHeader: optional,
  },
  inputOf: (entry) => ({ Entries: [entry] }),
  ...jsonProtocol('application/x-amz-json-1.1'),
};

/** The service's JSON passed on; that its content type is passed on as well is unverified. */
function jsonProtocol(contentType: string): JsonProtocol {
  return {
    answerOf: (output) => ({ status: 200, headers: { 'content-type': contentType }, body: printAwsJson(output) }),
    errorAnswerOf: ({ code, message, status }) => ({
      status,
      headers: { 'content-type': contentType },
      body: JSON.stringify({ __type: code, message }),
    }),
  };
}
