import { z } from 'zod';
import { matches } from '../../iam/matches.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Strict: a statement that says more than this (a condition, a NotAction) cannot be judged here, so it is no answer. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
});
const document = z.object({ Statement: z.union([statement.transform((one) => [one]), z.array(statement)]) });

export type Statement = z.infer<typeof statement>;

export function readPolicy(value: unknown): Statement[] | undefined {
  return document.safeParse(value).data?.Statement;
}

/** An explicit Deny wins, and what no statement allows is denied. */
export function allowsInvoke(statements: readonly Statement[], routeArn: string): boolean {
  const effects = statements.filter((one) => applies(one, routeArn)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function applies({ Action, Resource }: Statement, routeArn: string): boolean {
  const action = Action.some((pattern) => matches(pattern, 'execute-api:Invoke', { ignoreCase: true }));
  return action && Resource.some((pattern) => matches(pattern, routeArn));
}
