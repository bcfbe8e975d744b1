import { isRecord, noValue } from './resolve.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';

/** Every name that Ref knows besides resources: the pseudo parameters and the template's own. */
export function parameterValues(declared: Record<string, unknown>, around: Surroundings): Map<string, unknown> {
  const own = Object.entries(declared).map(
    ([name, declaration]) => [name, valueOfParameter(name, declaration, around)] as const,
  );
  return new Map([...pseudoParameters(around), ...own]);
}

function valueOfParameter(name: string, declaration: unknown, around: Surroundings): unknown {
  const { Type: type, Default: initial } = isRecord(declaration) ? declaration : {};
  const value = around.parameters?.[name] ?? initial;
  if (value === undefined) throw new TemplateError(`Parameters.${name}`, 'it has no default, and no value was given');
  return isListType(String(type)) ? String(value).split(/\s*,\s*/) : value;
}

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function pseudoParameters({ accountId, region, stackName }: Surroundings): [string, unknown][] {
  return [
    ['AWS::AccountId', accountId],
    ['AWS::NoValue', noValue],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ];
}
