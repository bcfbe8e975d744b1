import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../aws-error.ts';

const content = z.object({ taskId: z.string(), sourceArn: z.string() });

/** A move task's handle, which tells its queue. */
export function createTaskHandle(sourceArn: string): string {
  return Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64');
}

export function sourceArnIn(handle: string): string {
  try {
    return content.parse(JSON.parse(Buffer.from(handle, 'base64').toString('utf8'))).sourceArn;
  } catch {
    throw new AwsError('InvalidParameterValue', 'Value for parameter TaskHandle is invalid.');
  }
}
