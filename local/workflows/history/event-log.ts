import { maxHistoryEvents } from '../limits.ts';
import { detailsField, type HistoryEvent } from './event.ts';

/** One execution's history: events numbered from 1, each naming the one that led to it. */
export interface EventLog {
  append(type: string, previousEventId: number, details?: Record<string, unknown>): number;
  events(): readonly HistoryEvent[];
}

/** `onFull` is called once, when the history holds as many events as AWS allows. */
export function createEventLog(now: () => number, onFull: () => void = () => undefined): EventLog {
  const events: HistoryEvent[] = [];
  return {
    append(type, previousEventId, details) {
      const id = events.length + 1;
      const event: HistoryEvent = { id, previousEventId, timestamp: now() / 1000, type };
      events.push(details === undefined ? event : { ...event, [detailsField(type)]: details });
      if (id === maxHistoryEvents) onFull();
      return id;
    },
    events: () => events,
  };
}
