/** The lines that Lambda itself writes around an invocation, in the text format. */

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`;
}

export interface Report {
  requestId: string;
  durationMs: number;
  initMs: number | undefined;
  memoryMb: number;
  usedMemoryBytes: number;
  /** Absent when all went well, or when the function's own error was returned. */
  status: string | undefined;
}

/** Billed are the handler's time and, on a cold start, the initialization. */
export function reportLine({ requestId, durationMs, initMs, memoryMb, usedMemoryBytes, status }: Report): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${Math.ceil(usedMemoryBytes / 1024 / 1024)} MB`,
    initMs === undefined ? '' : `Init Duration: ${initMs.toFixed(2)} ms`,
    status ?? '',
  ]
    .filter((part) => part !== '')
    .join('\t');
}

/** After an initialization that failed or took too long; it is tried again within the invocation. */
export function initReportLine(durationMs: number, status: string): string {
  return `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: init\tStatus: ${status}`;
}
