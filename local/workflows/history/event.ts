/** An event as GetExecutionHistory gives it. `timestamp` is in seconds. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
  [details: string]: unknown;
}

/** The name of the field that holds a type's details: `stateEnteredEventDetails` for each of the `…StateEntered`. */
export function detailsField(type: string): string {
  const general = type.replace(/^(?:Task|Map|Parallel|Pass|Wait|Choice|Succeed|Fail)(State(?:Entered|Exited))$/, '$1');
  return `${general.charAt(0).toLowerCase()}${general.slice(1)}EventDetails`;
}

/** Fields of details that hold the caller's data, left out where only the course of things is wanted. */
export const dataFields = ['input', 'output', 'inputDetails', 'outputDetails', 'parameters', 'cause', 'error'];
