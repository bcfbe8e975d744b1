import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { packages, propertiesOf } from './support/packages.ts';

interface Function {
  Code: { S3Key: string };
  Handler: string;
  Description: string;
  Environment: { Variables: Record<string, unknown> };
}

const root = join(import.meta.dirname, '../..');

/** Read by Powertools, or by all functions. */
const common = ['STAGE', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_LOG_LEVEL'];

describe.each(await packages())('the functions of $stage', (deployed) => {
  const functions = Object.entries(propertiesOf<Function>(deployed, 'AWS::Lambda::Function'));

  test.each(functions)(
    '%s is given the environment that its code asks for, and no more',
    (_, { Handler, Environment }) => {
      const source = readFileSync(join(root, Handler.replace(/\.handler$/, '.ts')), 'utf8');
      const [, shape = ''] = /\benv\(\{(.*?)\}\)/s.exec(source) ?? [];
      const asked = [...shape.matchAll(/\b([A-Z][A-Z_]+):/g)].map(([, name]) => name);
      expect(Object.keys(Environment.Variables).sort()).toEqual([...common, ...asked].sort());
    },
  );

  test.each(functions)('the zip of %s holds one ES module, with all that it imports', async (_, { Code, Handler }) => {
    const files = unzipSync(readFileSync(join(deployed.folder, Code.S3Key.replace(/^.*\//, ''))));
    expect(Object.keys(files)).toEqual([Handler.replace(/\.handler$/, '.mjs')]);
    const code = Buffer.concat(Object.values(files)).toString('utf8');
    const { exports, imports } = await outline(code);
    expect(exports).toEqual(['handler']);
    expect(imports.filter((name) => !isBuiltin(name))).toEqual([]);
    // The X-Ray SDK's own context would hook every promise of the process.
    expect(code.includes('createHook')).toBe(false);
  });

  test.each(functions)('%s says in a sentence what it does, for consoles and alarms', (_, { Description }) => {
    expect(Description).toMatch(/^[A-Z].{20,}[^.]$/);
  });
});

/** What a module exports, and what it imports without bringing it. */
async function outline(code: string): Promise<{ exports: string[]; imports: string[] }> {
  const { metafile } = await build({
    stdin: { contents: code },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const outputs = Object.values(metafile.outputs);
  return {
    exports: outputs.flatMap(({ exports }) => exports),
    imports: outputs.flatMap(({ imports }) => imports.map(({ path }) => path)),
  };
}
