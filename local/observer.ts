/** What the twin tells the outside. Every part of it is given one; none of them prints or keeps anything itself. */
export interface Observer {
  log(line: LogLine): void;
  metric(datum: MetricDatum): void;
  /** One line of the gateway's access log. */
  access(line: string): void;
  /** Something that a person who runs the twin should know, as a sentence. */
  notice(text: string): void;
}

export interface LogLine {
  functionName: string;
  /** Empty while an environment initializes: no request is under way in it then. */
  requestId: string;
  text: string;
}

export interface MetricDatum {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  value: number;
  unit: string;
  /** Milliseconds since 1970. */
  timestamp: number;
}
