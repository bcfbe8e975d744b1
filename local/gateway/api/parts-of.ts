import type { Resource, Stack } from '../../template/stack.ts';

/** The resources of one API: its `Route`, `Stage`, `Integration` or `Authorizer` resources. */
export function partsOf(stack: Stack, kind: string, apiId: string): Resource[] {
  return stack.ofType(`AWS::ApiGatewayV2::${kind}`).filter(({ properties }) => properties.ApiId === apiId);
}
