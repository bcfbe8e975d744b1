/** A CloudFormation template, as far as what is derived from it needs to know. */
export interface Template {
  Resources: Record<string, Resource>;
}

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** `Ref`, `Fn::GetAtt`, `Fn::Sub` and their like: CloudFormation works them out. */
export type Intrinsic = { Ref: string } | { 'Fn::GetAtt': [string, string] } | { 'Fn::Sub': string };

export const ref = (logicalId: string): Intrinsic => ({ Ref: logicalId });
export const arnOf = (logicalId: string): Intrinsic => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** The resources of one type, as pairs of logical id and properties. */
export function resourcesOf<Properties>(template: Template, type: string): [logicalId: string, Properties][] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([logicalId, resource]) => [logicalId, (resource.Properties ?? {}) as Properties]);
}

/** The logical id that a `Ref` or `Fn::GetAtt` names, wherever in `value` it stands. */
export function logicalIdIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('Ref' in value && typeof value.Ref === 'string') return value.Ref;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return String(value['Fn::GetAtt'][0]);
  for (const part of Object.values(value)) {
    const found = logicalIdIn(part);
    if (found) return found;
  }
  return undefined;
}

export const pascalCase = (text: string): string =>
  text.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
