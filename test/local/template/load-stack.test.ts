import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadStack } from '../../../local/template/load-stack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
});
afterEach(() => rm(folder, { recursive: true }));

const addresses = { apiUrl: 'http://127.0.0.1:1', awsUrl: 'http://127.0.0.1:2' };

async function write(provider: object, resources: object): Promise<void> {
  const state = { service: { service: 'shop', provider } };
  await writeFile(join(folder, 'serverless-state.json'), JSON.stringify(state));
  await writeFile(join(folder, 'cloudformation-template-update-stack.json'), JSON.stringify({ Resources: resources }));
}

test('name, stage and region come from the package', async () => {
  const Properties = { TopicName: { Ref: 'AWS::StackName' } };
  await write({ stage: 'prod', region: 'eu-west-1' }, { Topic: { Type: 'AWS::SNS::Topic', Properties } });
  const stack = await loadStack(folder, addresses);
  expect(stack).toMatchObject({ name: 'shop-prod', stage: 'prod', region: 'eu-west-1', artifactsDir: folder });
  expect(stack.ofType('AWS::SNS::Topic').map(({ arn }) => arn)).toEqual([
    'arn:aws:sns:eu-west-1:000000000000:shop-prod',
  ]);
});

test('a stack name of its own, and a region and account that are asked for, come first', async () => {
  await write({ stage: 'dev', stackName: 'mine', region: 'eu-west-1' }, {});
  const stack = await loadStack(folder, { ...addresses, region: 'us-east-1', accountId: '123456789012' });
  expect(stack).toMatchObject({ name: 'mine', region: 'us-east-1', accountId: '123456789012' });
});

test('a folder that holds no package is an error that names the file', async () => {
  await expect(loadStack(folder, addresses)).rejects.toThrow('cloudformation-template-update-stack.json');
});
