import { createConditions } from './conditions.ts';
import { createIdentities, type Declaration } from './identities.ts';
import { parameterValues } from './parameters.ts';
import { isRecord, resolve, resolveText, type Scope } from './resolve.ts';
import type { Resource } from './stack.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';

export interface Built {
  resources: Map<string, Resource>;
  /** By the output's key; those whose condition does not hold are not there. */
  outputs: Record<string, string>;
}

/** The resources and outputs of a template with everything in them worked out. Pure. */
export function buildStack(template: Record<string, unknown>, around: Surroundings): Built {
  const parameters = parameterValues(section(template, 'Parameters'), around);
  const mappings = section(template, 'Mappings');

  const scope: Scope = {
    condition: (name, path) => condition(name, path),
    reference: (name, path) => (parameters.has(name) ? parameters.get(name) : identityOf(name, path).ref),
    attribute(logicalId, attribute, path) {
      const { arn, attributes } = identityOf(logicalId, path);
      const value = attributes?.[attribute] ?? (attribute === 'Arn' ? arn : undefined);
      if (value !== undefined) return value;
      const type = declarations.get(logicalId)?.type;
      throw new TemplateError(path, `${logicalId}.${attribute}: the twin knows no such attribute of ${type}`);
    },
    mapping(name, topKey, secondKey, path) {
      const value = section(section(mappings, name), topKey)[secondKey];
      if (value !== undefined) return value;
      throw new TemplateError(path, `there is no ${name}.${topKey}.${secondKey} in Mappings`);
    },
  };
  const condition = createConditions(section(template, 'Conditions'), scope);
  const declarations = existing(section(template, 'Resources'), condition);
  const identityOf = createIdentities(declarations, around, scope);

  const resources = new Map(
    [...declarations].map(([logicalId, { type, properties }]) => {
      const path = `Resources.${logicalId}`;
      const { ref, arn } = identityOf(logicalId, path);
      const resolved = resolve(properties, scope, path);
      const resource = { logicalId, type, properties: isRecord(resolved) ? resolved : {}, physicalId: ref };
      return [logicalId, arn === undefined ? resource : { ...resource, arn }];
    }),
  );
  return { resources, outputs: resolveOutputs(section(template, 'Outputs'), condition, scope) };
}

function resolveOutputs(
  declared: Record<string, unknown>,
  condition: (name: string, path: string) => boolean,
  scope: Scope,
): Record<string, string> {
  const outputs = Object.keys(declared).flatMap((key) => {
    const { Value, Condition: guard } = section(declared, key);
    if (guard !== undefined && !condition(String(guard), `Outputs.${key}.Condition`)) return [];
    return [[key, resolveText(Value, scope, `Outputs.${key}.Value`)] as const];
  });
  return Object.fromEntries(outputs);
}

/** The declared resources whose condition, if they have one, holds. */
function existing(
  declared: Record<string, unknown>,
  condition: (name: string, path: string) => boolean,
): Map<string, Declaration> {
  const declarations = Object.keys(declared).map((logicalId) => {
    const { Type: type, Properties: properties, Condition: guard } = section(declared, logicalId);
    const exists = guard === undefined || condition(String(guard), `Resources.${logicalId}.Condition`);
    return { logicalId, exists, type: String(type), properties: isRecord(properties) ? properties : {} };
  });
  return new Map(declarations.filter(({ exists }) => exists).map(({ logicalId, ...rest }) => [logicalId, rest]));
}

function section(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return isRecord(value) ? value : {};
}
