/** What a template does not say itself. */
export interface Surroundings {
  stackName: string;
  region: string;
  accountId: string;
  /** The twin's own addresses, which stand for AWS's: of the HTTP API, and of every AWS API. */
  apiUrl: string;
  awsUrl: string;
  /** Values for the template's parameters; the others take their defaults. */
  parameters?: Record<string, string>;
}
