import { type Definition, innerDefinitions, type State } from './definition.ts';

/** A state and where it stands. Names are unique in the whole machine (AWS: state machine structure). */
export interface PlacedState {
  name: string;
  state: State;
  /** Names the processor or branch that the state is in: `<Map or Parallel>/<branch>`. Undefined at the top. */
  region: string | undefined;
  /** The Map or Parallel state around it. */
  parent: string | undefined;
}

/** Every state of a machine, outer ones first. */
export function listStates(definition: Definition): PlacedState[] {
  return statesIn(definition, undefined, undefined);
}

function statesIn(definition: Definition, region: string | undefined, parent: string | undefined): PlacedState[] {
  const here = Object.entries(definition.States).map(([name, state]) => ({ name, state, region, parent }));
  const within = here.flatMap(({ name, state }) =>
    innerDefinitions(state).flatMap((inner, branch) => statesIn(inner, `${name}/${branch}`, name)),
  );
  return [...here, ...within];
}
