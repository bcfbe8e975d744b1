import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from '@jest/globals';
import { pascalCase } from '../../infra/template.ts';
import { forbidden, functionNeeds, grantFor, serviceNeeds } from './support/needs.ts';
import { arnOf, type Package, packages, propertiesOf } from './support/packages.ts';
import { type Grant, type Role, rolesOf } from './support/roles.ts';

describe.each(await packages())('the rights of $stage', (deployed) => {
  const roles = rolesOf(deployed);
  const needs = needsOf(deployed);
  const everything = unique([...Object.values(needs).flat(), ...forbiddenIn(deployed)]);

  test('each function, and each service that acts by itself, has a role of its own and there is no other', () => {
    expect(roles.map(({ logicalId }) => logicalId).sort()).toEqual(Object.keys(needs).sort());
    const functions = propertiesOf<{ Role: string }>(deployed, 'AWS::Lambda::Function');
    for (const [logicalId, { Role }] of Object.entries(functions)) {
      expect(Role).toBe(arnOf(deployed, logicalId.replace(/LambdaFunction$/, 'Role')));
    }
  });

  test.each(roles)('$logicalId allows what its bearer does', async (role) => {
    for (const need of needs[role.logicalId] ?? []) expect(await decision(role, need)).toEqual([need, 'allowed']);
  });

  test.each(roles)('$logicalId refuses what the others do, and what nobody may do', async (role) => {
    const own = needs[role.logicalId] ?? [];
    const others = everything.filter((grant) => !own.some((need) => isSame(need, grant)));
    expect(others.length).toBeGreaterThan(20);
    for (const grant of others) expect(await decision(role, grant)).toEqual([grant, 'refused']);
  });

  test.each(roles)('nothing in $logicalId is beyond what its bearer does', async ({ logicalId, grants }) => {
    const own = needs[logicalId] ?? [];
    const unneeded = [];
    for (const grant of grants) {
      const needed = own.some(({ action, resource }) => action === grant.action && covers(grant.resource, resource));
      if (!needed && !(await isObservation(grant))) unneeded.push(grant);
    }
    expect(unneeded).toEqual([]);
  });

  test.each(roles)('$logicalId is taken on by the one service that needs it', ({ logicalId, service }) => {
    expect(service).toBe(serviceNeeds[logicalId]?.service ?? 'lambda.amazonaws.com');
  });
});

/** What each role must allow: AWS calls, and for a function its own log. */
function needsOf(deployed: Package): Record<string, Grant[]> {
  const functions = Object.entries(functionNeeds).filter(
    ([key]) => deployed.stage !== 'prod' || !key.startsWith('sandbox'),
  );
  return Object.fromEntries([
    ...functions.map(([key, needs]) => [
      `${pascalCase(key)}Role`,
      [...needs.map((need) => grantFor(deployed, need)), ...ownLog(deployed, key)],
    ]),
    ...Object.entries(serviceNeeds).map(([role, { needs }]) => [role, needs.map((need) => grantFor(deployed, need))]),
  ]);
}

function ownLog(deployed: Package, key: string): Grant[] {
  const group = arnOf(deployed, `${pascalCase(key)}LogGroup`).replace(/:\*$/, '');
  const resource = `${group}:log-stream:2026/11/21/[$LATEST]0123456789abcdef`;
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource }));
}

function forbiddenIn(deployed: Package): Grant[] {
  return forbidden.map((need) => grantFor(deployed, need));
}

async function decision(role: Role, grant: Grant): Promise<[Grant, 'allowed' | 'refused']> {
  return [grant, (await role.allows(grant)) ? 'allowed' : 'refused'];
}

/** A star may only end an ARN, after a colon: log streams and executions have names that are not known beforehand. */
function covers(pattern: string, arn: string): boolean {
  return pattern.endsWith(':*') ? arn.startsWith(pattern.slice(0, -1)) : pattern === arn;
}

/** Traces and log delivery: AWS knows no resource for these actions, so none can be named. */
async function isObservation({ action, resource }: Grant): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  return resource === '*' && ['xray', 'logs'].includes(service) && (await isWildcardOnlyAction(service, name));
}

function isSame(one: Grant, other: Grant): boolean {
  return one.action === other.action && one.resource === other.resource;
}

function unique(grants: Grant[]): Grant[] {
  return grants.filter((grant, index) => grants.findIndex((other) => isSame(grant, other)) === index);
}
