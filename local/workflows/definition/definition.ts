/** A state machine in the Amazon States Language, as far as the twin itself looks into it. */
export interface Definition {
  StartAt: string;
  States: Record<string, State>;
  TimeoutSeconds?: number;
  [field: string]: unknown;
}

export interface State {
  Type: string;
  [field: string]: unknown;
}

/** What a state holds inside: the processor of a Map, the branches of a Parallel. */
export function innerDefinitions(state: State): Definition[] {
  const { ItemProcessor, Iterator: iterator, Branches } = state;
  const candidates = state.Type === 'Parallel' ? Branches : [ItemProcessor ?? iterator];
  return Array.isArray(candidates) ? candidates.filter(isDefinition) : [];
}

export function isDefinition(value: unknown): value is Definition {
  return isRecord(value) && typeof value.StartAt === 'string' && isRecord(value.States);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
