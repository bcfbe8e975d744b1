import { type Served, serve } from './serve.ts';

/** Secrets Manager, as far as reading two stages goes. A secret that is not given is down. */
export function serveSecrets(secrets: Record<string, { AWSCURRENT: string; AWSPREVIOUS?: string }>): Promise<Served> {
  return serve((_, body) => {
    const { SecretId, VersionStage } = JSON.parse(body);
    const stages = secrets[SecretId];
    if (!stages) return { status: 500, body: {} };
    const SecretString = VersionStage === 'AWSCURRENT' ? stages.AWSCURRENT : stages.AWSPREVIOUS;
    return SecretString
      ? { status: 200, body: { SecretString } }
      : { status: 400, body: { __type: 'ResourceNotFoundException' } };
  });
}
