import type { Surroundings } from './surroundings.ts';

export interface FunctionTarget {
  /** With its qualifier, if it has one. */
  functionArn: string;
  /** For a stage's requests. Policies do not change, so each answer is kept. */
  mayInvoke: (stage: string) => boolean;
}

const functionArn = /^arn:aws:lambda:[^:]+:\d+:function:[\w-]+(:[\w$-]+)?$/;
const invocationUri = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

export interface Source {
  /** The function's ARN, or the URI under which API Gateway invokes it. */
  uri: string;
  /** Acts for this role if there is one; else the function's own policy decides. */
  roleArn: string | undefined;
  /** What such a policy can name in its condition, for a stage. */
  sourceArnOf: (stage: string) => string;
}

/** The function that a route or an authorizer names, or undefined if it names none. */
export function functionTarget(around: Surroundings, { uri, ...source }: Source): FunctionTarget | undefined {
  const arn = invocationUri.exec(uri)?.[1] ?? uri;
  if (!functionArn.test(arn)) return undefined;
  const known = new Map<string, boolean>();
  const mayInvoke = (stage: string) => {
    const answer = known.get(stage) ?? isPermitted(around, arn, source, stage);
    known.set(stage, answer);
    return answer;
  };
  return { functionArn: arn, mayInvoke };
}

function isPermitted(
  { iam, functions }: Surroundings,
  arn: string,
  { roleArn, sourceArnOf }: Omit<Source, 'uri'>,
  stage: string,
): boolean {
  return roleArn === undefined
    ? functions.permits(arn, { service: 'apigateway.amazonaws.com', sourceArn: sourceArnOf(stage) })
    : iam.allows(roleArn, 'lambda:InvokeFunction', arn);
}
