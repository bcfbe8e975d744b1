import { createHash } from 'node:crypto';
import type { Surroundings } from './surroundings.ts';

/** What a kind of resource is told when it is asked what it would be called. */
export interface Subject extends Surroundings {
  logicalId: string;
  /** A property's resolved text, or undefined when the template leaves it out. */
  text(property: string): string | undefined;
}

/** `ref` is what Ref gives; GetAtt knows `Arn` where there is an `arn`, and the `attributes`. */
export interface Identity {
  ref: string;
  arn?: string;
  attributes?: Record<string, string>;
}

/** Names, ARNs and attributes per resource type. A type that is not here has a generated name and no attributes. */
export const resourceKinds: Record<string, (it: Subject) => Identity> = {
  'AWS::ApiGatewayV2::Api': (it) => ({ ref: id(it), attributes: { ApiEndpoint: it.apiUrl, ApiId: id(it) } }),
  'AWS::ApiGatewayV2::Authorizer': (it) => ({ ref: id(it), attributes: { AuthorizerId: id(it) } }),
  'AWS::ApiGatewayV2::Deployment': (it) => ({ ref: id(it), attributes: { DeploymentId: id(it) } }),
  'AWS::ApiGatewayV2::Integration': (it) => ({ ref: id(it), attributes: { IntegrationId: id(it) } }),
  'AWS::ApiGatewayV2::Route': (it) => ({ ref: id(it), attributes: { RouteId: id(it) } }),
  'AWS::ApiGatewayV2::Stage': (it) => ({ ref: it.text('StageName') ?? '$default' }),
  'AWS::CloudWatch::Alarm': (it) => named(it, 'AlarmName', (name) => arn(it, 'cloudwatch', `alarm:${name}`)),
  'AWS::CloudWatch::CompositeAlarm': (it) => named(it, 'AlarmName', (name) => arn(it, 'cloudwatch', `alarm:${name}`)),
  'AWS::CloudWatch::Dashboard': (it) => named(it, 'DashboardName'),
  'AWS::DynamoDB::Table': (it) => named(it, 'TableName', (name) => arn(it, 'dynamodb', `table/${name}`)),
  'AWS::Events::EventBus': (it) => named(it, 'Name', (name) => arn(it, 'events', `event-bus/${name}`)),
  'AWS::Events::Rule': (it) => named(it, 'Name', (name) => arn(it, 'events', `rule/${name}`)),
  'AWS::IAM::ManagedPolicy': (it) => asArn(named(it, 'ManagedPolicyName', (name) => iamArn(it, `policy/${name}`))),
  'AWS::IAM::Role': (it) => ({
    ...named(it, 'RoleName', (name) => iamArn(it, `role${it.text('Path') ?? '/'}${name}`)),
    attributes: { RoleId: `AROA${hash(it, 16).toUpperCase()}` },
  }),
  'AWS::KMS::Key': (it) => ({ ref: uuid(it), arn: arn(it, 'kms', `key/${uuid(it)}`), attributes: { KeyId: uuid(it) } }),
  'AWS::Lambda::Alias': (it) => asArn(ofFunction(it, it.text('Name') ?? it.logicalId, 'AliasArn')),
  'AWS::Lambda::EventSourceMapping': (it) => ({
    ref: uuid(it),
    attributes: { Id: uuid(it), EventSourceMappingArn: arn(it, 'lambda', `event-source-mapping:${uuid(it)}`) },
  }),
  'AWS::Lambda::Function': (it) => named(it, 'FunctionName', (name) => arn(it, 'lambda', `function:${name}`)),
  'AWS::Lambda::Version': (it) => asArn({ ...ofFunction(it, '1', 'FunctionArn'), attributes: { Version: '1' } }),
  'AWS::Logs::LogGroup': (it) => named(it, 'LogGroupName', (name) => arn(it, 'logs', `log-group:${name}:*`)),
  'AWS::S3::Bucket': (it) => {
    const name = it.text('BucketName') ?? generatedName(it).toLowerCase();
    return { ref: name, arn: `arn:aws:s3:::${name}`, attributes: { DomainName: `${name}.s3.amazonaws.com` } };
  },
  'AWS::Scheduler::Schedule': (it) => named(it, 'Name', (name) => arn(it, 'scheduler', `schedule/default/${name}`)),
  'AWS::SecretsManager::Secret': (it) => {
    const secretArn = arn(it, 'secretsmanager', `secret:${nameOf(it, 'Name')}-${hash(it, 6)}`);
    return { ref: secretArn, arn: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::SNS::Topic': (it) => {
    const topic = asArn(named(it, 'TopicName', (name) => arn(it, 'sns', name)));
    return { ...topic, attributes: { TopicArn: topic.ref, TopicName: nameOf(it, 'TopicName') } };
  },
  'AWS::SQS::Queue': (it) => {
    const name = nameOf(it, 'QueueName');
    const url = `${it.awsUrl}/${it.accountId}/${name}`;
    return { ref: url, arn: arn(it, 'sqs', name), attributes: { QueueName: name, QueueUrl: url } };
  },
  'AWS::StepFunctions::StateMachine': (it) => {
    const machine = asArn(named(it, 'StateMachineName', (name) => arn(it, 'states', `stateMachine:${name}`)));
    return { ...machine, attributes: { Name: nameOf(it, 'StateMachineName') } };
  },
};

/** CloudFormation's form of a name that the template leaves open; the same at every start. */
export function generatedName(it: Subject): string {
  return `${it.stackName}-${it.logicalId}-${hash(it, 12)}`;
}

function nameOf(it: Subject, property: string): string {
  return it.text(property) ?? generatedName(it);
}

function named(it: Subject, property: string, toArn?: (name: string) => string): Identity {
  const name = nameOf(it, property);
  return toArn ? { ref: name, arn: toArn(name) } : { ref: name };
}

/** For the types whose Ref is their ARN. */
function asArn(identity: Identity): Identity {
  return { ...identity, ref: identity.arn ?? identity.ref };
}

/** A version or an alias: the function's ARN with a qualifier. */
function ofFunction(it: Subject, qualifier: string, attribute: string): Identity {
  const target = it.text('FunctionName') ?? '';
  const functionArn = target.startsWith('arn:') ? target : arn(it, 'lambda', `function:${target}`);
  const qualified = `${functionArn}:${qualifier}`;
  return { ref: qualified, arn: qualified, attributes: { [attribute]: qualified } };
}

function arn(it: Subject, service: string, resource: string): string {
  return `arn:aws:${service}:${it.region}:${it.accountId}:${resource}`;
}

function iamArn(it: Subject, resource: string): string {
  return `arn:aws:iam::${it.accountId}:${resource}`;
}

function id(it: Subject): string {
  return hash(it, 10);
}

function uuid(it: Subject): string {
  return hash(it, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hash(it: Subject, length: number): string {
  return createHash('sha256').update(`${it.stackName}/${it.logicalId}`).digest('hex').slice(0, length);
}
