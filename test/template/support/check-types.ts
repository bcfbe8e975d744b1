import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties, Resource as Specification } from '@aws-cdk/service-spec-types';
import type { Resource } from '../../../infra/template.ts';

const database = loadAwsServiceSpecSync();

export function specificationOf(type: string): Specification | undefined {
  return database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

/** What CloudFormation's own schema finds wrong with a resource: types, names, required properties, allowed values. */
export function problemsOf(logicalId: string, { Type, Properties = {} }: Resource): string[] {
  const specification = specificationOf(Type);
  if (!specification) return [`${logicalId}: there is no type ${Type}`];
  return checkObject(Properties, specification.properties, logicalId);
}

function checkObject(value: unknown, properties: ResourceProperties, path: string): string[] {
  if (!isObject(value)) return [`${path}: must be an object`];
  const missing = Object.keys(properties).filter((name) => properties[name]?.required && !(name in value));
  return [
    ...missing.map((name) => `${path}: lacks ${name}`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const property = properties[name];
      return property ? check(part, property.type, `${path}.${name}`) : [`${path}: has no property ${name}`];
    }),
  ];
}

function check(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'json':
      return [];
    case 'array':
      return checkList(value, type.element, path);
    case 'map':
      return checkMap(value, type.element, path);
    case 'ref':
      return checkObject(value, database.get('typeDefinition', type.reference).properties, path);
    case 'union':
      return checkUnion(value, type.types, path);
    default:
      return checkScalar(value, type, path);
  }
}

function checkList(value: unknown, element: PropertyType, path: string): string[] {
  if (!Array.isArray(value)) return [`${path}: must be a list`];
  return value.flatMap((one, index) => check(one, element, `${path}[${index}]`));
}

function checkMap(value: unknown, element: PropertyType, path: string): string[] {
  if (!isObject(value)) return [`${path}: must be an object`];
  return Object.entries(value).flatMap(([key, one]) => check(one, element, `${path}.${key}`));
}

function checkUnion(value: unknown, types: PropertyType[], path: string): string[] {
  const tries = fitting(types, value).map((one) => check(value, one, path));
  return tries.find((problems) => problems.length === 0) ?? tries[0] ?? [];
}

function checkScalar(value: unknown, type: PropertyType, path: string): string[] {
  const isOfType = scalars[type.type];
  if (!isOfType) throw new Error(`${path} is of a type that this check does not know: ${type.type}`);
  if (!isOfType(value)) return [`${path}: ${JSON.stringify(value)} must be of type ${type.type}`];
  const allowed: readonly unknown[] | undefined = 'allowedValues' in type ? type.allowedValues : undefined;
  return !allowed || allowed.includes(value)
    ? []
    : [`${path}: ${JSON.stringify(value)} must be one of ${allowed.join(', ')}`];
}

const scalars: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  tag: (value) => isObject(value) && 'Key' in value && 'Value' in value,
};

/** Many lists may also be given as JSON, which lets anything pass: where there is a list type, a list is checked by that. */
function fitting(types: PropertyType[], value: unknown): PropertyType[] {
  const shapes = Array.isArray(value) ? ['array'] : isObject(value) ? ['ref', 'map', 'tag'] : [];
  const precise = types.filter(({ type }) => shapes.includes(type));
  return precise.length > 0 ? precise : types;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isIntrinsic(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
