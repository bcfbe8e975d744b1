import { describe, expect, test } from '@jest/globals';
import { packages, propertiesOf } from './support/packages.ts';

interface Table {
  BillingMode: string;
  DeletionProtectionEnabled?: boolean;
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean };
}

interface Function {
  Runtime: string;
  Architectures: string[];
  TracingConfig: { Mode: string };
}

interface Secret {
  SecretString?: string;
  GenerateSecretString?: object;
}

/** What is lost with these cannot be made again. */
const precious = [
  'PaymentsTable',
  'LedgerTable',
  'EventsTable',
  'BatchesTable',
  'CredentialsTable',
  'RailKeySecret',
  'WebhookSecret',
];
const preciousTables = precious.filter((name) => name.endsWith('Table'));

describe.each(await packages())('stage $stage', (deployed) => {
  const { stage, template, resources, stack } = deployed;
  const isProd = stage === 'prod';
  const text = JSON.stringify(template);

  test(isProd ? 'has no sandbox' : 'has the sandbox rail', () => {
    const sandbox = resources
      .filter(([logicalId]) => /rail(?!Key)|sandbox/i.test(logicalId))
      .map(([logicalId]) => logicalId);
    if (isProd) {
      expect(sandbox).toEqual([]);
      expect(text).not.toMatch(/sandbox/i);
    } else {
      expect(sandbox).toEqual(
        expect.arrayContaining(['SandboxRailLambdaFunction', 'RailTable', 'RailQueue', 'RailDlq']),
      );
    }
  });

  test(isProd ? 'calls the rail that the account names' : 'calls its own sandbox as the rail', () => {
    const { RAIL_URL } = environmentOf('SubmitPaymentLambdaFunction');
    expect(RAIL_URL).toBe(isProd ? '{{resolve:ssm:/sluice/prod/rail-url}}' : 'https://api.test/sandbox/rail');
    expect(environmentOf('ReconcilePaymentsLambdaFunction').RAIL_URL).toBe(RAIL_URL);
  });

  test.each(precious)(`%s ${isProd ? 'outlives' : 'goes with'} the stack`, (logicalId) => {
    const policy = isProd ? 'Retain' : 'Delete';
    expect(template.Resources[logicalId]).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
  });

  test.each(preciousTables)(`%s can be restored to any second${isProd ? ', and not be deleted' : ''}`, (logicalId) => {
    const table = propertiesOf<Table>(deployed, 'AWS::DynamoDB::Table')[logicalId];
    expect(table?.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled).toBe(true);
    expect(table?.DeletionProtectionEnabled).toBe(isProd);
  });

  test('tables are paid by request', () => {
    for (const table of Object.values(propertiesOf<Table>(deployed, 'AWS::DynamoDB::Table'))) {
      expect(table.BillingMode).toBe('PAY_PER_REQUEST');
    }
  });

  test('every log is kept for a stated time', () => {
    const groups = Object.values(propertiesOf<{ RetentionInDays: number }>(deployed, 'AWS::Logs::LogGroup'));
    expect(groups.length).toBeGreaterThan(13);
    for (const group of groups) expect(group.RetentionInDays).toBe(isProd ? 400 : 30);
  });

  test('every function is traced and runs on Node 24, arm64', () => {
    for (const definition of Object.values(propertiesOf<Function>(deployed, 'AWS::Lambda::Function'))) {
      expect(definition).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  test('AWS makes the secrets: no value of one is in the template', () => {
    const secrets = Object.values(propertiesOf<Secret>(deployed, 'AWS::SecretsManager::Secret'));
    expect(secrets).toHaveLength(2);
    for (const { SecretString, GenerateSecretString } of secrets) {
      expect(SecretString).toBeUndefined();
      expect(GenerateSecretString).toEqual({ PasswordLength: 44, ExcludePunctuation: true });
    }
    expect(text).not.toMatch(/slk_|whsec_|AKIA|BEGIN [A-Z ]*PRIVATE KEY/);
  });

  test('it names no account and no Region: it deploys to any', () => {
    const literals = [
      ...text.matchAll(/(?<!\d)\d{12}(?!\d)/g),
      ...text.matchAll(/\b(eu|us|ap|sa|ca|me|af|il|mx)-(north|south|east|west|central|northeast|southeast)-\d\b/g),
      // Step Functions' own integrations are written without account or Region.
      ...text.matchAll(/arn:aws:(?!states:::)[^"]*/g),
    ];
    expect(literals.map(([literal]) => literal)).toEqual([]);
  });

  test('what operator tools look for is among the outputs', () => {
    const expected = [
      'ApiUrl',
      'PaymentsQueueUrl',
      'PaymentsDlqUrl',
      'WebhooksQueueUrl',
      'WebhooksDlqUrl',
      'PaymentsTableName',
      'LedgerTableName',
      'EventsTableName',
      'BatchesTableName',
      'CredentialsTableName',
      'PaymentBatchStateMachineArn',
      'WebhookSecretId',
      ...(isProd ? [] : ['RailQueueUrl', 'RailDlqUrl', 'RailTableName']),
    ];
    expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(expected));
  });

  function environmentOf(logicalId: string): Record<string, string> {
    const properties = stack.resources.get(logicalId)?.properties as {
      Environment: { Variables: Record<string, string> };
    };
    return properties.Environment.Variables;
  }
});
