import { createRequire } from 'node:module';

const version = '1.2.1';

/** The DynamoDB engine's binary for this machine: a package of its own for each platform. */
export function findEngine(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch (cause) {
    const command = `npm install --no-save ${name}@${version}`;
    throw new Error(`DynamoDB's engine is not installed for ${platform}-${arch}. Install it with: ${command}`, {
      cause,
    });
  }
}
