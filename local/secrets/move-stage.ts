import type { Secret, Version } from './secret.ts';

/**
 * Gives a version a staging label, which leaves the version that had it. With AWSCURRENT goes AWSPREVIOUS: it marks the
 * version that was current before.
 */
export function moveStage(secret: Secret, stage: string, to: Version | undefined): void {
  const from = secret.versions.find((version) => version.stages.includes(stage));
  if (from === to) return;
  for (const version of secret.versions) version.stages = version.stages.filter((label) => label !== stage);
  to?.stages.push(stage);
  if (stage === 'AWSCURRENT' && from) moveStage(secret, 'AWSPREVIOUS', from);
}
