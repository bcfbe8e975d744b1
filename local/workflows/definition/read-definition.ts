import { z } from 'zod';
import { type Definition, isDefinition } from './definition.ts';

const properties = z.object({
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionString: z.string().optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});

/** The definition in the properties of an AWS::StepFunctions::StateMachine, its `${substitutions}` put in. */
export function readDefinition(resourceProperties: Record<string, unknown>): Definition {
  const { Definition: object, DefinitionString, DefinitionSubstitutions } = properties.parse(resourceProperties);
  const text = DefinitionString ?? JSON.stringify(object ?? {});
  const definition: unknown = JSON.parse(substitute(text, DefinitionSubstitutions));
  if (!isDefinition(definition)) throw new Error('it has no Definition with StartAt and States');
  return definition;
}

/** The text is JSON, and so is what goes into it. */
function substitute(text: string, substitutions: Record<string, string>): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = substitutions[name];
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
}
