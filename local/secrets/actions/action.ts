import type { Input } from '../../aws-api/service.ts';
import type { SecretStore } from '../secret-store.ts';

/** One operation of the API: what it does, and gives as JSON. */
export type Action = (input: Input, context: { store: SecretStore; now: () => number }) => unknown;
