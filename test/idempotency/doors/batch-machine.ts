import { readFileSync } from 'node:fs';
import { SFNServiceException, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { parse } from 'yaml';
import { startStates } from '../../local/workflows/start-states.ts';
import type { Answer } from './door.ts';

type Task = (event: never) => unknown;

const definition = readFileSync(new URL('../../../infra/payment-batch.yml', import.meta.url), 'utf8');
const functions = {
  OpenBatch: 'openBatch',
  CreateBatchPayment: 'createBatchPayment',
  CloseBatch: 'closeBatch',
} as const;

/**
 * The state machine of infra/payment-batch.yml over the functions themselves, and StartExecution as the gateway calls it:
 * named by partner and key, with the body as it came (infra/http-api.yml), its 200 turned into 202.
 */
export async function startBatchMachine(tasks: Record<(typeof functions)[keyof typeof functions], Task>) {
  const text = definition.replace(/\$\{(\w+)Arn\}/g, (_, name: keyof typeof functions) => arnOf(functions[name]));
  const states = await startStates(parse(text, { merge: true }), { functions: tasks });
  const { hostname, port } = (await states.client.config.endpoint?.()) ?? {};
  return {
    url: `http://${hostname}:${port}`,
    stateMachineArn: states.stateMachineArn,
    stop: states.stop,
    async start(partner: string, key: string, body: unknown): Promise<Answer> {
      const { stateMachineArn } = states;
      const input = JSON.stringify(body);
      try {
        const started = await states.client.send(
          new StartExecutionCommand({ stateMachineArn, name: `${partner}_${key}`, input }),
        );
        return answerOf(202, { executionArn: started.executionArn });
      } catch (error) {
        if (!(error instanceof SFNServiceException)) throw error;
        return answerOf(error.$metadata.httpStatusCode ?? 0, { __type: error.name, message: error.message });
      }
    },
  };
}

function arnOf(name: string): string {
  return `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
}

function answerOf(status: number, json: unknown): Answer {
  return { status, headers: {}, text: JSON.stringify(json), json };
}
