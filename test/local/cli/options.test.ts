import { describe, expect, test } from '@jest/globals';
import { readOptions } from '../../../local/cli/options.ts';
import { packageStage } from '../../../local/package-stage.ts';

describe('--stage', () => {
  test.each(['dev', 'prod', 'feature-42', 'A'])('takes %s', (stage) => {
    expect(readOptions(['--stage', stage])).toMatchObject({ stage });
  });

  test.each(['', '.', '..', '../..', 'a/b', '/', '/tmp', 'a b', 'a_b', 'é', 'dev\n'])('refuses %j', (stage) => {
    expect(() => readOptions([`--stage=${stage}`])).toThrow('--stage takes letters, numbers and hyphens');
  });
});

test('nothing is packaged into a folder that is not one below .build', async () => {
  await expect(packageStage('no/stage')).rejects.toThrow('letters, numbers and hyphens');
});
