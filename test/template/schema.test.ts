import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { problemsOf, specificationOf } from './support/check-types.ts';
import { packages } from './support/packages.ts';
import { type Reference, referencesIn } from './support/references.ts';

describe.each(await packages())('the template of $stage', ({ folder, template, resources }) => {
  test('every resource is as CloudFormation’s own schema wants it', () => {
    expect(resources.flatMap(([logicalId, resource]) => problemsOf(logicalId, resource))).toEqual([]);
  });

  test('whatever is referred to is there, and has the attribute that is asked of it', () => {
    const outputs = Object.entries(template.Outputs);
    const references = [...resources, ...outputs].flatMap(([logicalId, part]) => referencesIn(part, logicalId));
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => !leads(reference))).toEqual([]);
  });

  test('whatever must be made first is there', () => {
    const wanted = resources.flatMap(([from, { DependsOn = [] }]) => [DependsOn].flat().map((to) => ({ from, to })));
    expect(wanted.filter(({ to }) => !(to in template.Resources))).toEqual([]);
  });

  test('it stays within CloudFormation’s limits', () => {
    expect(resources.length).toBeLessThan(500);
    expect(Object.keys(template.Outputs).length).toBeLessThan(200);
    const text = readFileSync(join(folder, 'cloudformation-template-update-stack.json'));
    expect(text.byteLength).toBeLessThan(1_000_000);
  });

  function leads({ to, attribute }: Reference): boolean {
    if (to.startsWith('AWS::')) return pseudoParameters.has(to);
    if (template.Parameters && to in template.Parameters) return true;
    const resource = template.Resources[to];
    if (!resource) return false;
    return attribute === undefined || attribute in (specificationOf(resource.Type)?.attributes ?? {});
  }
});

const pseudoParameters: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);
