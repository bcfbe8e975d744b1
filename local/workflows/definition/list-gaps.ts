import { readTaskResource } from '../tasks/task-resource.ts';
import { holdsPath } from './adapt-definition.ts';
import { type Definition, isRecord, type State } from './definition.ts';
import { listStates } from './list-states.ts';

const ignoredFields = [
  ...['Assign', 'Credentials', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'ItemBatcher', 'ItemReader'],
  ...['ResultWriter', 'ToleratedFailureCount', 'ToleratedFailurePercentage'],
];

/** What a definition asks for and the twin does not do, a sentence each. Empty for most definitions. */
export function listGaps(definition: Definition): string[] {
  const ofMachine = definition.QueryLanguage === 'JSONata' ? ['JSONata is not evaluated; only JSONPath is.'] : [];
  return [...ofMachine, ...listStates(definition).flatMap(({ name, state }) => gapsOf(name, state))];
}

function gapsOf(name: string, state: State): string[] {
  const gaps = ignoredFields.filter((field) => field in state).map((field) => `${field} is not acted upon`);
  if (state.QueryLanguage === 'JSONata') gaps.push('JSONata is not evaluated');
  if (isDistributed(state)) gaps.push('a distributed Map runs as an inline one');
  if (state.Type === 'Task' && !readTaskResource(state)) {
    gaps.push(`${String(state.Resource)} cannot be run and fails with States.Runtime`);
  }
  const paths = pathsIn(ownFields(state));
  for (const part of ['State', 'Task']) {
    if (paths.some((path) => path.includes(`$$.${part}.`))) gaps.push(`$$.${part} is not there`);
  }
  if (state.Type !== 'Map' && paths.some((path) => path.includes('$$.Map.'))) {
    gaps.push('$$.Map is there in the ItemSelector only: pass on from it what the iteration needs');
  }
  return gaps.map((gap) => `State ${name}: ${gap}.`);
}

function isDistributed({ ItemProcessor }: State): boolean {
  const config = isRecord(ItemProcessor) ? ItemProcessor.ProcessorConfig : undefined;
  return isRecord(config) && config.Mode === 'DISTRIBUTED';
}

/** Without the states inside: they are looked at by themselves. */
function ownFields({ ItemProcessor: _p, Iterator: _i, Branches: _b, ...own }: State): Record<string, unknown> {
  return own;
}

function pathsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return holdsPath(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((inner) => pathsIn(inner));
  return isRecord(value) ? Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, name)) : [];
}
