/** One line a request, whoever answered it. API Gateway takes a format of 1,024 characters at most, on one line. */
const fields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  integrationStatus: '$context.integrationStatus',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  integrationRequestId: '$context.integration.requestId',
  gatewayError: '$context.error.message',
  partnerId: '$context.authorizer.partnerId',
  keyId: '$context.authorizer.keyId',
  authorizerError: '$context.authorizer.error',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
};

module.exports = JSON.stringify(fields);
