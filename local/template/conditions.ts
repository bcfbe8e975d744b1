import { isRecord, resolveText, type Scope } from './resolve.ts';
import { TemplateError } from './template-error.ts';

/** The template's `Conditions`, each worked out once, when it is first asked for. */
export function createConditions(
  definitions: Record<string, unknown>,
  scope: Scope,
): (name: string, path: string) => boolean {
  const known = new Map<string, boolean>();
  const holds = (name: string, path: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (!Object.hasOwn(definitions, name)) throw new TemplateError(path, `there is no condition ${name}`);
    const result = evaluate(definitions[name], `Conditions.${name}`);
    known.set(name, result);
    return result;
  };

  const evaluate = (expression: unknown, path: string): boolean => {
    if (!isRecord(expression)) throw new TemplateError(path, 'a condition is needed here');
    const [name = ''] = Object.keys(expression);
    const argument = expression[name];
    if (name === 'Condition') return holds(String(argument), path);
    if (!Array.isArray(argument)) throw new TemplateError(path, `${name} needs a list`);
    switch (name) {
      case 'Fn::Equals':
        return resolveText(argument[0], scope, path) === resolveText(argument[1], scope, path);
      case 'Fn::Not':
        return !evaluate(argument[0], path);
      case 'Fn::And':
        return argument.every((part) => evaluate(part, path));
      case 'Fn::Or':
        return argument.some((part) => evaluate(part, path));
      default:
        throw new TemplateError(path, `${name} is not a condition function`);
    }
  };
  return holds;
}
