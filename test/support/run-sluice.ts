import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ApiScope, apiScopes } from '#shared/domain/route-scopes.ts';
import { packageStage } from '../../local/package-stage.ts';
import { startTwin, type Twin, type TwinOptions } from '../../local/twin.ts';
import { createPartner } from '../../ops/actions/create-partner.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { fund } from './table-store.ts';

/** The whole product on a twin of its own, with two partners and their euros, as a test meets it: through the front door. */
export interface RunningSluice {
  api: string;
  acme: ApiClient;
  /** The API key behind `acme`, for requests that the client would not send. */
  acmeKey: string;
  globex: ApiClient;
  anonymous: ApiClient;
  /** An operator's clients. */
  sqs: SQSClient;
  dynamodb: DynamoDBClient;
  states: SFNClient;
  secrets: SecretsManagerClient;
  twin: Twin;
  /** Every line that a function logged so far. */
  logs: LogLine[];
  metrics: MetricDatum[];
  /** A client for a partner with these scopes and plenty of euros, made as an operator makes one. */
  partner(partnerId: string, scopes: readonly ApiScope[]): Promise<ApiClient>;
  /** Runs a function once, as its trigger would; fails when the function fails. */
  invoke(functionKey: string, event?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

type LogLine = { functionName: string; requestId: string; text: string };
type MetricDatum = { namespace: string; name: string; dimensions: Record<string, string>; value: number };

/** For a `beforeAll` that boots: the template may have to be packaged first. */
export const bootTimeoutMs = 120_000;

export async function runSluice(options: Partial<TwinOptions> = {}): Promise<RunningSluice> {
  const { folder } = await packageStage('dev');
  const logs: LogLine[] = [];
  const metrics: MetricDatum[] = [];
  const twin = await startTwin({
    packageDir: folder,
    observe: {
      log: (line) => logs.push(line),
      metric: (datum) => metrics.push(datum),
      access: () => {},
      notice: () => {},
    },
    ...options,
  });
  const config = {
    endpoint: twin.aws.url,
    region: twin.stack.region,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  };
  const dynamodb = new DynamoDBClient(config);
  const clients = {
    dynamodb,
    sqs: new SQSClient(config),
    states: new SFNClient(config),
    secrets: new SecretsManagerClient(config),
  };
  const documents = DynamoDBDocumentClient.from(dynamodb);
  const credentials = { documents, table: physicalId(twin, 'CredentialsTable') };
  const funds = { amount: { value: 999_999_999_999, currency: 'EUR' }, table: physicalId(twin, 'LedgerTable') };
  const create = async (partnerId: string, scopes: readonly ApiScope[]) => {
    await fund(documents, [partnerId], funds);
    return createPartner(credentials, { partnerId, name: partnerId, scopes });
  };
  const acme = await create('acme', apiScopes);
  const partner = async (partnerId: string, scopes: readonly ApiScope[]) =>
    apiClient(twin.api, (await create(partnerId, scopes)).apiKey);
  return {
    ...clients,
    api: twin.api,
    acme: apiClient(twin.api, acme.apiKey),
    acmeKey: acme.apiKey,
    globex: await partner('globex', apiScopes),
    partner,
    anonymous: apiClient(twin.api),
    twin,
    logs,
    metrics,
    async invoke(functionKey, event = {}) {
      const result = await twin.functions.invoke(functionName(twin, functionKey), event);
      if (result.outcome !== 'returned') throw new Error(`${functionKey} ${result.outcome}: ${JSON.stringify(result)}`);
      return JSON.parse(result.payload);
    },
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await twin.stop();
    },
  };
}

export function physicalId(twin: Twin, logicalId: string): string {
  const resource = twin.stack.resources.get(logicalId);
  if (!resource) throw new Error(`The stack has no ${logicalId}`);
  return resource.physicalId;
}

function functionName(twin: Twin, key: string): string {
  return physicalId(twin, `${key[0]?.toUpperCase()}${key.slice(1)}LambdaFunction`);
}
