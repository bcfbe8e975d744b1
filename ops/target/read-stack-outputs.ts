import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { OperatorMistake } from '../operator-mistake.ts';

/** What a deployed stack calls its resources. */
export async function readStackOutputs(
  stackName: string,
  config: CloudFormationClientConfig,
): Promise<Record<string, string>> {
  const client = new CloudFormationClient(config);
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // The SDK's own words for a profile that names none.
    const advice = reason.includes('Region is missing') ? '. Name it with --region.' : '';
    throw new OperatorMistake(`The stack ${stackName} cannot be read: ${reason}${advice}`, { cause });
  } finally {
    client.destroy();
  }
}
