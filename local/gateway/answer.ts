/** What a client gets. Header names are in lower case; a list becomes one header line for each of its values. */
export interface Answer {
  status: number;
  headers: AnswerHeaders;
  body: string | Buffer;
  /** Set when the gateway itself refused: the message in the body. */
  gatewayError?: string;
}

export type AnswerHeaders = Record<string, string | string[]>;

const messages = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type RefusalStatus = keyof typeof messages;

/** An error that the gateway itself makes: one compact key, the same for every cause. */
export function refusal(status: RefusalStatus): Answer {
  const message = messages[status];
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `{"message":"${message}"}`,
    gatewayError: message,
  };
}
