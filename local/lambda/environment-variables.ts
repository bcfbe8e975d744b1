import type { Credentials } from '../iam/iam.ts';
import type { FunctionConfig } from './function-config.ts';

export interface EnvironmentVariablesOptions {
  config: FunctionConfig;
  version: string;
  taskRoot: string;
  logStream: string;
  initialization: 'on-demand' | 'provisioned-concurrency';
  credentials: Credentials;
  /** Where AWS is, and which Region: `AWS_ENDPOINT_URL_*`, `AWS_REGION`. */
  aws: Record<string, string>;
}

/** All that a function finds in `process.env`: its own variables and those that Lambda reserves, which win. */
export function environmentVariables(options: EnvironmentVariablesOptions): Record<string, string> {
  const { config, version, taskRoot, logStream, initialization, credentials, aws } = options;
  return {
    // A function may set these itself.
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    NODE_PATH: '/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules',
    // Segments are sent by UDP to a port of this machine where nobody listens.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:9',
    ...config.variables,
    _HANDLER: config.handler,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: initialization,
    AWS_LAMBDA_LOG_GROUP_NAME: config.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    ...(aws.AWS_REGION === undefined ? {} : { AWS_DEFAULT_REGION: aws.AWS_REGION }),
    ...aws,
  };
}
