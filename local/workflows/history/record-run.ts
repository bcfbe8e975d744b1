import type { PlacedState } from '../definition/list-states.ts';
import type { EngineEvent } from '../engine.ts';
import type { Outcome } from '../execution.ts';
import type { EventLog } from './event-log.ts';
import { createLanes, type Lane } from './lanes.ts';
import { recordEnd } from './record-ends.ts';
import { createStateRecorder, type Write } from './record-state.ts';
import { recordTask, type TaskRecord } from './task-record.ts';

/** Turns what the engine and the tasks tell into the history that AWS would show. */
export interface Recorder {
  onEvent(event: EngineEvent): void;
  /** A task starts its work; the attempts of a state come in the order in which it was entered or retried. */
  startTask(stateName: string, input: unknown): TaskRecord;
  end(outcome: Outcome): void;
}

export interface RecorderOptions {
  log: EventLog;
  states: readonly PlacedState[];
  region: string;
  /** The output of this state is larger than anything that may pass between states. */
  onOversize: (stateName: string) => void;
}

export function createRecorder({ log, states, region, onOversize }: RecorderOptions): Recorder {
  const places = new Map(states.map((place) => [place.name, place]));
  const lanes = createLanes(states);
  const awaited = new Map<string, Lane[]>();
  const write: Write = (lane, type, details) => {
    lane.lastId = log.append(type, lane.lastId, details);
    if (lane.parent) lane.parent.lastInsideId = lane.lastId;
  };
  const onTask = (name: string, lane: Lane) => awaited.set(name, [...(awaited.get(name) ?? []), lane]);
  const stateRecorder = createStateRecorder({ places, lanes, write, onTask, onOversize });

  return {
    onEvent(event) {
      if ('state' in event) stateRecorder.record(event);
      if (event.type === 'MapIterationStarted') {
        lanes.clearIteration(event.parentState.name, event.index);
        write(lanes.ofIteration(event.parentState.name, event.index), event.type, iterationOf(event));
      }
      if (event.type === 'MapIterationSucceeded' || event.type === 'MapIterationFailed') {
        const lane = lanes.ofIteration(event.parentState.name, event.index);
        stateRecorder.writeFailure(lane);
        log.append(event.type, lane.lastId, iterationOf(event));
      }
    },
    startTask(stateName, input) {
      const place = places.get(stateName);
      if (!place) throw new Error(`There is no state ${stateName}`);
      const [lane = lanes.root, ...later] = awaited.get(stateName) ?? [];
      awaited.set(stateName, later);
      lane.task = recordTask(place, region, input, (type, details) => write(lane, type, details));
      return lane.task;
    },
    end(outcome) {
      for (const lane of lanes.all()) stateRecorder.writeFailure(lane);
      recordEnd(log, outcome, lanes.root.lastId);
    },
  };
}

function iterationOf(event: { parentState: { name: string }; index: number }): { name: string; index: number } {
  return { name: event.parentState.name, index: event.index };
}
