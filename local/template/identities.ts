import { noValue, resolve, resolveText, type Scope } from './resolve.ts';
import { generatedName, type Identity, resourceKinds } from './resource-kinds.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';

export interface Declaration {
  type: string;
  properties: Record<string, unknown>;
}

/** Names of resources, each worked out once, when it is first asked for: a name may itself refer to another resource. */
export function createIdentities(
  declarations: ReadonlyMap<string, Declaration>,
  around: Surroundings,
  scope: Scope,
): (logicalId: string, path: string) => Identity {
  const known = new Map<string, Identity>();
  const beingNamed = new Set<string>();

  return (logicalId, path) => {
    const before = known.get(logicalId);
    if (before) return before;
    const declaration = declarations.get(logicalId);
    if (!declaration)
      throw new TemplateError(path, `there is no resource ${logicalId}, or its condition leaves it out`);
    if (beingNamed.has(logicalId)) throw new TemplateError(path, `the name of ${logicalId} depends on itself`);
    beingNamed.add(logicalId);
    const identity = identify(logicalId, declaration, around, scope);
    known.set(logicalId, identity);
    return identity;
  };
}

function identify(logicalId: string, declaration: Declaration, around: Surroundings, scope: Scope): Identity {
  const text = (property: string): string | undefined => {
    const path = `Resources.${logicalId}.${property}`;
    const value = resolve(declaration.properties[property] ?? noValue, scope, path);
    return value === noValue ? undefined : resolveText(value, scope, path);
  };
  const subject = { ...around, logicalId, text };
  return resourceKinds[declaration.type]?.(subject) ?? { ref: generatedName(subject) };
}
