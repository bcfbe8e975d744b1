import type { Surroundings } from './surroundings.ts';

export interface FunctionTarget {
  /** With its qualifier, if it has one. */
  functionArn: string;
  mayInvoke: () => boolean;
}

const functionArn = /^arn:aws:lambda:[^:]+:\d+:function:[\w-]+(:[\w$-]+)?$/;
const invocationUri = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

export interface Source {
  /** The function's ARN, or the URI under which API Gateway invokes it. */
  uri: string;
  /** Acts for this role if there is one; else the function's own policy decides. */
  roleArn: string | undefined;
  /** What such a policy can name in its condition. */
  sourceArn: string;
}

/** The function that a route or an authorizer names, or undefined if it names none. */
export function functionTarget({ iam, functions }: Surroundings, { uri, roleArn, sourceArn }: Source): FunctionTarget | undefined {
  const arn = invocationUri.exec(uri)?.[1] ?? uri;
  if (!functionArn.test(arn)) return undefined;
  const mayInvoke = () =>
    roleArn === undefined
      ? functions.permits(arn, { service: 'apigateway.amazonaws.com', sourceArn })
      : iam.allows(roleArn, 'lambda:InvokeFunction', arn);
  return { functionArn: arn, mayInvoke };
}
