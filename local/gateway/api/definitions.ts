/** The properties of the AWS::ApiGatewayV2 resources that the twin acts upon, as CloudFormation takes them. */
import { z } from 'zod';

/** CloudFormation takes numbers and truth values as text, too. */
const number = z.coerce.number();
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const texts = z.array(z.string());

export const apiDefinition = z.object({
  ProtocolType: z.string().optional(),
  CorsConfiguration: z
    .object({
      AllowCredentials: flag.optional(),
      AllowHeaders: texts.optional(),
      AllowMethods: texts.optional(),
      AllowOrigins: texts.optional(),
      ExposeHeaders: texts.optional(),
      MaxAge: number.min(-1).max(86_400).optional(),
    })
    .optional(),
});

const routeSettings = z.object({
  DetailedMetricsEnabled: flag.optional(),
  ThrottlingBurstLimit: number.optional(),
  ThrottlingRateLimit: number.optional(),
});
export type RouteSettings = z.infer<typeof routeSettings>;

export const stageDefinition = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  AutoDeploy: flag.optional(),
  DeploymentId: z.string().optional(),
  AccessLogSettings: z.object({ Format: z.string() }).optional(),
  DefaultRouteSettings: routeSettings.optional(),
  RouteSettings: z.record(z.string(), routeSettings).optional(),
  StageVariables: z.record(z.string(), z.string()).optional(),
});
export type StageDefinition = z.infer<typeof stageDefinition>;

export const routeDefinition = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
});

export const integrationDefinition = z.object({
  ApiId: z.string(),
  IntegrationType: z.string(),
  IntegrationSubtype: z.string().optional(),
  IntegrationUri: z.string().optional(),
  PayloadFormatVersion: z.string().optional(),
  CredentialsArn: z.string().optional(),
  RequestParameters: z.record(z.string(), z.string()).optional(),
  ResponseParameters: z
    .record(
      z.string(),
      z.object({ ResponseParameters: z.array(z.object({ Destination: z.string(), Source: z.string() })) }),
    )
    .optional(),
  TimeoutInMillis: number.min(50).max(30_000).default(30_000),
});
export type IntegrationDefinition = z.infer<typeof integrationDefinition>;

export const authorizerDefinition = z.object({
  ApiId: z.string(),
  AuthorizerType: z.string(),
  AuthorizerUri: z.string(),
  AuthorizerCredentialsArn: z.string().optional(),
  AuthorizerPayloadFormatVersion: z.string(),
  AuthorizerResultTtlInSeconds: number.min(0).max(3600).optional(),
  EnableSimpleResponses: flag.default(false),
  IdentitySource: texts.default([]),
});
export type AuthorizerDefinition = z.infer<typeof authorizerDefinition>;
