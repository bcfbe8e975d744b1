/** The template asks for something that API Gateway refuses, or that the twin cannot stand in for safely. */
export class GatewayConfigError extends Error {
  override readonly name = 'GatewayConfigError';

  constructor(logicalId: string, problem: string, options?: ErrorOptions) {
    super(`${logicalId}: ${problem}`, options);
  }
}
