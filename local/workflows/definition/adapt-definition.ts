import { type Definition, isDefinition, isRecord, type State } from './definition.ts';

/** Where an execution's own facts stand in the engine's context object: it overwrites `$$.Execution` in every branch. */
export const executionFacts = 'Twin';

/** setTimeout fires at once beyond this. */
const longestTimerSeconds = 2_147_483;
/** More iterations do not run side by side (AWS: inline Map state). */
const mostIterations = 40;

/**
 * Rewrites a definition so that aws-local-stepfunctions 3.0.0 does what the language says:
 * - `$$.Execution` is read from a place that the engine leaves alone; its own gives each iteration another Input and StartTime
 * - a Task without a timeout has none, where the engine takes 60 s
 * - `ResultPath: $` replaces the input, where the engine writes a field named `$`
 * - a Pass whose Result is null, false, 0 or '' gives that, where the engine gives its input
 * - a Map runs at most 40 iterations side by side
 * - timers are no longer than Node can count
 */
export function adaptDefinition(definition: Definition): Definition {
  const States = Object.fromEntries(
    Object.entries(definition.States).map(([name, state]) => [name, adaptState(state)] as const),
  );
  const { TimeoutSeconds, ...rest } = definition;
  return { ...rest, ...(TimeoutSeconds === undefined ? {} : { TimeoutSeconds: timer(TimeoutSeconds) }), States };
}

function adaptState(state: State): State {
  const { ItemProcessor, Iterator: iterator, Branches, ...own } = state;
  const adapted: State = { ...own, ...movePaths(own), Type: state.Type };
  if (adapted.ResultPath === '$') delete adapted.ResultPath;
  if (Array.isArray(adapted.Catch)) adapted.Catch = adapted.Catch.map(withoutWholeResultPath);
  if (isDefinition(ItemProcessor)) adapted.ItemProcessor = adaptDefinition(ItemProcessor);
  if (isDefinition(iterator)) adapted.Iterator = adaptDefinition(iterator);
  if (Array.isArray(Branches)) adapted.Branches = Branches.filter(isDefinition).map(adaptDefinition);
  return { ...adapted, ...byType(adapted) };
}

function byType(state: State): Partial<State> {
  switch (state.Type) {
    case 'Task':
      return state.TimeoutSecondsPath === undefined ? { TimeoutSeconds: timer(state.TimeoutSeconds) } : {};
    case 'Wait':
      return state.Seconds === undefined ? {} : { Seconds: timer(state.Seconds) };
    case 'Map':
      return { MaxConcurrency: Math.min(Number(state.MaxConcurrency ?? 0) || mostIterations, mostIterations) };
    case 'Pass':
      return 'Result' in state && !state.Result ? { Parameters: state.Result } : {};
    default:
      return {};
  }
}

function timer(seconds: unknown): number {
  return Math.min(Number(seconds ?? longestTimerSeconds), longestTimerSeconds);
}

function withoutWholeResultPath(catcher: unknown): unknown {
  if (!isRecord(catcher) || catcher.ResultPath !== '$') return catcher;
  const { ResultPath: _, ...rest } = catcher;
  return rest;
}

/** Only in fields that hold a path: the same text elsewhere is just text. */
function movePaths(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, movePath(key, inner)]));
}

function movePath(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => movePath('', inner));
  if (isRecord(value)) return movePaths(value);
  if (typeof value !== 'string' || !holdsPath(key)) return value;
  return value.replaceAll(/\$\$\.Execution\b/g, `$$$$.${executionFacts}`);
}

export function holdsPath(key: string): boolean {
  return key.endsWith('.$') || key.endsWith('Path') || key === 'Variable';
}
