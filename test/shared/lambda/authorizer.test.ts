import { beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { authorizeCaller } from '#shared/domain/partners/authorize-caller.ts';
import { authorizer } from '#shared/lambda/authorizer.ts';
import { fakeCredentialTable } from '../../fakes/credential-table.ts';
import { aCredential, secret } from '../../support/a-credential.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { readEvent } from '../../support/read-event.ts';

const logs = captureLogs();
beforeEach(() => logs.clear());

const handler = authorizer(authorizeCaller(fakeCredentialTable(aCredential()).find));
const ask = (event: string) => handler(readEvent<APIGatewayRequestAuthorizerEventV2>(event), lambdaContext());

describe('the authorizer', () => {
  test('tells the gateway who calls, in the simple form [B]', async () => {
    expect(await ask('authorize.allowed')).toEqual({
      isAuthorized: true,
      context: { partnerId: 'acme', keyId: 'mfrggzdfmztwq2lk', scopes: 'payments:read payments:write' },
    });
    expect(logs.lines('work done')).toEqual([
      expect.objectContaining({
        allowed: true,
        partnerId: 'acme',
        route: 'POST /v1/payments',
        requestId: 'UWb-AgZvliAEPVw=',
      }),
    ]);
  });

  test.each([
    ['authorize.wrong-secret', 'wrong-secret'],
    ['authorize.malformed-key', 'malformed'],
  ])('%s is refused, and the log says why', async (event, reason) => {
    expect(await ask(event)).toEqual({ isAuthorized: false, context: {} });
    expect(logs.lines('work done')).toEqual([expect.objectContaining({ allowed: false, reason })]);
  });

  test('throws when the lookup fails: the gateway answers 500 and keeps nothing [B]', async () => {
    const broken = authorizer(authorizeCaller(async () => Promise.reject(new Error('table down'))));
    const event = readEvent<APIGatewayRequestAuthorizerEventV2>('authorize.allowed');
    await expect(broken(event, lambdaContext())).rejects.toThrow('table down');
  });

  test('logs neither the secret nor the header', async () => {
    await ask('authorize.allowed');
    await ask('authorize.malformed-key');
    expect(logs.lines().length).toBeGreaterThan(1);
    expect(logs.text()).not.toContain(secret);
    expect(logs.text()).not.toMatch(/Bearer|Basic|YWNtZTpz/);
  });
});
