import type { PlacedState } from '../definition/list-states.ts';
import type { EngineEvent } from '../engine.ts';
import { isOversize } from '../limits.ts';
import { countItems } from './count-items.ts';
import type { Lane, Lanes } from './lanes.ts';

export type StateEvent = Extract<EngineEvent, { state: unknown }>;
export type Write = (lane: Lane, type: string, details?: Record<string, unknown>) => void;

export interface StateRecorderOptions {
  places: ReadonlyMap<string, PlacedState>;
  lanes: Lanes;
  write: Write;
  /** A task will start its work in this lane. */
  onTask: (stateName: string, lane: Lane) => void;
  onOversize: (stateName: string) => void;
}

/** Writes how states are entered, left, retried and caught. */
export function createStateRecorder({ places, lanes, write, onTask, onOversize }: StateRecorderOptions) {
  const record: { [Type in StateEvent['type']]: (lane: Lane, event: StateEvent) => void } = {
    StateEntered(lane, event) {
      const { name, type, input } = event.state;
      write(lane, `${type}StateEntered`, { name, input: JSON.stringify(input), inputDetails: whole });
      begin(lane, event);
    },
    StateExited(lane, { state: { name, type, output } }) {
      const text = JSON.stringify(output) ?? 'null';
      if (hasLanes(type) && !lane.isCaught) writeEnd(lane, `${type}StateSucceeded`);
      lane.isCaught = false;
      write(lane, `${type}StateExited`, { name, output: text, outputDetails: whole });
      if (isOversize(text)) onOversize(name);
    },
    StateFailed(lane, event) {
      const { type } = event.state;
      if (type === 'Task' && 'Error' in event && event.Error === 'States.Timeout') lane.task?.timedOut();
      if (hasLanes(type)) lane.failedType = type;
    },
    StateRetried(lane, event) {
      followInside(lane);
      lane.failedType = undefined;
      begin(lane, event);
    },
    StateCaught(lane) {
      writeFailure(lane);
      lane.isCaught = true;
    },
  };

  /** The work of a state, at first or once more. */
  const begin = (lane: Lane, { state, index }: StateEvent) => {
    lanes.clearBranches(state.name, index);
    lane.lastInsideId = undefined;
    if (state.type === 'Task') onTask(state.name, lane);
    if (state.type === 'Parallel') write(lane, 'ParallelStateStarted');
    if (state.type === 'Map') write(lane, 'MapStateStarted', countItems(places.get(state.name)?.state, state.input));
  };
  const writeEnd = (lane: Lane, type: string) => {
    followInside(lane);
    write(lane, type);
  };
  const writeFailure = (lane: Lane) => {
    if (lane.failedType) writeEnd(lane, `${lane.failedType}StateFailed`);
    lane.failedType = undefined;
  };

  return {
    record: (event: StateEvent) => record[event.type](lanes.of(event.state.name, event.index), event),
    /** Of a Map or Parallel whose failure nobody caught. */
    writeFailure,
  };
}

const whole = { truncated: false };

function hasLanes(type: string): boolean {
  return type === 'Map' || type === 'Parallel';
}

/** What comes next follows from the latest that happened in a branch or iteration. */
function followInside(lane: Lane): void {
  lane.lastId = lane.lastInsideId ?? lane.lastId;
  lane.lastInsideId = undefined;
}
