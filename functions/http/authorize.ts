import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { findCredential } from '#shared/adapters/find-credential.ts';
import { authorizeCaller } from '#shared/domain/partners/authorize-caller.ts';
import { authorizer } from '#shared/lambda/authorizer.ts';
import { env } from '#shared/lambda/env.ts';

const { CREDENTIALS_TABLE } = env({ CREDENTIALS_TABLE: z.string() });

/** HTTP API Lambda authorizer: says whether an API key opens a route, and whose it is. The gateway keeps the answer. */
export const handler = authorizer(authorizeCaller(findCredential(documentClient(), CREDENTIALS_TABLE)));
