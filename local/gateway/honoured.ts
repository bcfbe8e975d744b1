import type { Honoured } from '../template/stack.ts';

/** What this part acts upon. Names, descriptions and tags change nothing on AWS either; the access log goes to the observer. */
export const honoured: Honoured = {
  'AWS::ApiGatewayV2::Api': ['CorsConfiguration', 'Description', 'Name', 'ProtocolType', 'Tags', 'Version'],
  'AWS::ApiGatewayV2::Stage': [
    'AccessLogSettings',
    'ApiId',
    'AutoDeploy',
    'DefaultRouteSettings',
    'DeploymentId',
    'Description',
    'RouteSettings',
    'StageName',
    'StageVariables',
    'Tags',
  ],
  'AWS::ApiGatewayV2::Deployment': ['ApiId', 'Description', 'StageName'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target'],
  'AWS::ApiGatewayV2::Integration': [
    'ApiId',
    'CredentialsArn',
    'Description',
    'IntegrationMethod',
    'IntegrationSubtype',
    'IntegrationType',
    'IntegrationUri',
    'PayloadFormatVersion',
    'RequestParameters',
    'ResponseParameters',
    'TimeoutInMillis',
  ],
  'AWS::ApiGatewayV2::Authorizer': [
    'ApiId',
    'AuthorizerCredentialsArn',
    'AuthorizerPayloadFormatVersion',
    'AuthorizerResultTtlInSeconds',
    'AuthorizerType',
    'AuthorizerUri',
    'EnableSimpleResponses',
    'IdentitySource',
    'Name',
  ],
};
