import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listKeys } from '../../ops/actions/list-keys.ts';
import { seedDemo } from '../../ops/actions/seed-demo.ts';
import { OperatorMistake } from '../../ops/operator-mistake.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

let it: Deployment;
beforeAll(async () => {
  it = await startDeployment();
});
afterAll(() => it.stop());

test('an account gets no demo partners and no money that never came in', async () => {
  const mistake = await seedDemo({ ...it.target, isTwin: false, name: 'stage prod' }).catch((error: unknown) => error);
  expect(mistake).toEqual(new OperatorMistake('"seed" is for the twin alone, not for stage prod: leave out --stage.'));
  expect(await listKeys({ documents: it.target.documents, table: it.id('CredentialsTable') })).toEqual([]);
});
