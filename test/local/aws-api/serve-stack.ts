import type { LambdaApi } from '../../../local/aws-api/lambda-protocol.ts';
import { listenLocally, urlOf } from '../../../local/aws-api/listen-locally.ts';
import { serveAwsApi } from '../../../local/aws-api/serve-aws-api.ts';
import type { Service } from '../../../local/aws-api/service.ts';
import { createFaults } from '../../../local/faults.ts';
import { createIam } from '../../../local/iam/create-iam.ts';
import { buildStack } from '../../../local/template/build-stack.ts';
import type { Stack } from '../../../local/template/stack.ts';

interface Started {
  service: Service;
  stop(): Promise<void>;
}

/** The AWS API of a few resources on a free port, with the service under test behind it. */
export async function serveStack(
  resources: Record<string, unknown>,
  start: (stack: Stack) => Promise<Started>,
  lambda: LambdaApi = noFunctions,
) {
  const server = await listenLocally();
  const stack = stackOf(resources, urlOf(server));
  const iam = createIam(stack);
  const faults = createFaults();
  const { service, stop } = await start(stack).catch((error) => {
    server.close();
    throw error;
  });
  const api = serveAwsApi({ server, iam, faults, services: [service], lambda });
  const resource = (logicalId: string) => {
    const found = stack.resources.get(logicalId);
    if (!found) throw new Error(`no ${logicalId} in the test's template`);
    return found;
  };
  return {
    ...{ api, stack, iam, faults, resource },
    /** For SDK clients: signs as a role of the stack, or as the operator. */
    client: (roleArn?: string) => ({
      endpoint: api.url,
      region: stack.region,
      credentials: roleArn ? iam.credentialsOf(roleArn) : { accessKeyId: 'operator', secretAccessKey: 'x' },
      maxAttempts: 1,
    }),
    async stop() {
      await api.stop();
      await stop();
    },
  };
}

export function stackOf(resources: Record<string, unknown>, awsUrl = 'http://127.0.0.1:1'): Stack {
  const facts = { region: 'eu-central-1', accountId: '000000000000' };
  const built = buildStack(
    { Resources: resources },
    { ...facts, stackName: 'test-dev', apiUrl: 'http://127.0.0.1:2', awsUrl },
  );
  const ofType = (type: string) => [...built.resources.values()].filter((resource) => resource.type === type);
  return { ...facts, name: 'test-dev', stage: 'dev', ...built, artifactsDir: '.', ofType };
}

/** A role with one inline policy. */
export function roleAllowing(...statements: { Action: string | string[]; Resource: unknown; Effect?: string }[]) {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  return {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement } }] },
  };
}

const none = () => {
  throw new Error('this test has no functions');
};
const noFunctions: LambdaApi = { describe: none, handleInvoke: none };
