import { describe, expect, test } from '@jest/globals';
import { arnOf, packages, propertiesOf } from './support/packages.ts';

interface Alias {
  Name: string;
  FunctionName: string;
  ProvisionedConcurrencyConfig?: { ProvisionedConcurrentExecutions: number };
}

/** Those a partner waits for. */
const partnerFacing = ['Authorize', 'CreatePayment', 'GetPayment', 'ListPayments', 'GetBalances', 'GetBatch'];

describe.each(await packages())('the concurrency of $stage', (deployed) => {
  const warm = deployed.stage === 'prod' ? partnerFacing : [];
  const aliases = Object.values(propertiesOf<Alias>(deployed, 'AWS::Lambda::Alias'));

  test('exactly the functions that a partner waits for are kept warm, in prod', () => {
    expect(aliases.map(({ FunctionName }) => FunctionName).sort()).toEqual(warm.map(nameOf).sort());
    for (const alias of aliases) {
      expect(alias.Name).toBe('provisioned');
      expect(alias.ProvisionedConcurrencyConfig?.ProvisionedConcurrentExecutions).toBeGreaterThanOrEqual(1);
    }
  });

  test('the routes and the authorizer run the warm alias where there is one', () => {
    const integrations = propertiesOf<{ IntegrationUri?: string }>(deployed, 'AWS::ApiGatewayV2::Integration');
    const authorizers = propertiesOf<{ AuthorizerUri: string }>(deployed, 'AWS::ApiGatewayV2::Authorizer');
    const targets = [
      ...Object.values(integrations).flatMap(({ IntegrationUri }) => IntegrationUri ?? []),
      ...Object.values(authorizers).map(({ AuthorizerUri }) =>
        AuthorizerUri.replace(/^.*functions\/(.*)\/invocations$/, '$1'),
      ),
    ];
    for (const key of partnerFacing) expect(targets).toContain(targetOf(key));
  });

  test('the gateway may invoke the very alias that it is told to', () => {
    const permissions = Object.values(propertiesOf<{ FunctionName: string }>(deployed, 'AWS::Lambda::Permission'));
    const permitted = permissions.map(({ FunctionName }) => FunctionName);
    for (const key of partnerFacing) expect(permitted).toContain(targetOf(key));
  });

  test('consumers have a share of the account of their own in prod', () => {
    const functions = propertiesOf<{ ReservedConcurrentExecutions?: number }>(deployed, 'AWS::Lambda::Function');
    const reserved = Object.entries(functions).filter(([, { ReservedConcurrentExecutions: n }]) => n !== undefined);
    const expected = deployed.stage === 'prod' ? ['SubmitPaymentLambdaFunction', 'ProcessWebhookLambdaFunction'] : [];
    expect(reserved.map(([logicalId]) => logicalId).sort()).toEqual(expected.sort());
  });

  function targetOf(key: string): string {
    const arn = arnOf(deployed, `${key}LambdaFunction`);
    return warm.includes(key) ? `${arn}:provisioned` : arn;
  }

  function nameOf(key: string): string {
    return deployed.stack.resources.get(`${key}LambdaFunction`)?.physicalId ?? `no function ${key}`;
  }
});
