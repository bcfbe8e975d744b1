import type { PlacedState } from '../definition/list-states.ts';
import type { TaskRecord } from './task-record.ts';

/** A line of events that follow from each other: the execution itself, one branch, one iteration of a Map. */
export interface Lane {
  lastId: number;
  /** The latest event of any lane inside. */
  lastInsideId?: number;
  parent?: Lane;
  /** The task that is under way. */
  task?: TaskRecord;
  /** The Map or Parallel that failed and was neither retried nor caught so far. */
  failedType?: string;
  isCaught?: boolean;
}

export interface Lanes {
  root: Lane;
  /** Where a state is. `index` is that of the outermost iteration; the engine tells no other. */
  of(stateName: string, index: number | undefined): Lane;
  ofIteration(mapName: string, index: number): Lane;
  /** Forgets the lanes of the branches of a state that is entered again. */
  clearBranches(stateName: string, index: number | undefined): void;
  clearIteration(mapName: string, index: number): void;
  all(): Iterable<Lane>;
}

export function createLanes(states: readonly PlacedState[]): Lanes {
  const places = new Map(states.map((place) => [place.name, place]));
  const root: Lane = { lastId: 0 };
  const lanes = new Map<string, Lane>();

  const laneIn = (region: string, parent: Lane, index: number | undefined): Lane => {
    const key = keyOf(region, index);
    const lane = lanes.get(key) ?? { lastId: parent.lastId, parent };
    lanes.set(key, lane);
    return lane;
  };
  const of = (stateName: string, index: number | undefined): Lane => {
    const place = places.get(stateName);
    if (place?.region === undefined || place.parent === undefined) return root;
    return laneIn(place.region, of(place.parent, index), index);
  };

  return {
    root,
    of,
    ofIteration: (mapName, index) => laneIn(`${mapName}/0`, of(mapName, index), index),
    clearIteration: (mapName, index) => lanes.delete(keyOf(`${mapName}/0`, index)),
    clearBranches(stateName, index) {
      const regions = states.filter(({ parent }) => parent === stateName).map(({ region }) => region);
      for (const region of new Set(regions)) lanes.delete(keyOf(String(region), index));
    },
    all: () => [...lanes.values(), root],
  };
}

function keyOf(region: string, index: number | undefined): string {
  return index === undefined ? region : `${region}#${index}`;
}
