import { expect, test } from '@jest/globals';
import { explain } from '../../../local/cli/explain.ts';
import { UsageError } from '../../../local/cli/usage-error.ts';

const errorWith = (fields: object) => Object.assign(new Error('listen or open failed'), fields);

test.each([
  [errorWith({ code: 'EADDRINUSE', port: 3000 }), /^Port 3000 is busy.*--port <number>/],
  [errorWith({ code: 'EACCES', port: 80 }), /^Port 80 is not for this user.*--port <number>/],
  [errorWith({ code: 'EACCES', path: '/x/seed.json' }), /^\/x\/seed\.json cannot be written or read/],
  [errorWith({}), /^listen or open failed$/],
  [new UsageError('Say it so.'), /^Say it so\.$/],
  ['a text', /^a text$/],
])('%s is explained', (error, text) => {
  expect(explain(error)).toMatch(text);
});
