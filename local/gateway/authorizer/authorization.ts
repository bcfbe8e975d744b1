export type AuthorizerContext = Record<string, unknown>;

/** What a Lambda authorizer makes of a request. */
export type Authorization =
  | { verdict: 'allowed' | 'denied'; context: AuthorizerContext; principalId: string | undefined }
  /** An identity source is missing; the authorizer was not asked. */
  | { verdict: 'unidentified' }
  | { verdict: 'failed'; error: string };

/** Answers for one request. */
export type Authorize<Subject> = (subject: Subject) => Authorization | Promise<Authorization>;
