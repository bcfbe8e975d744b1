import { AwsError } from '../aws-error.ts';

/** Deeper than any document that a person means; what AWS does beyond is not known. */
const deepest = 1000;

/** Throws InvalidExecutionInput for what is not JSON, worded as AWS begins it. */
export function checkExecutionInput(input: string): void {
  if (input === '') throw invalid('Invalid execution input.');
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  if (depthOf(input) > deepest) throw invalid(`Document nesting depth exceeds the maximum allowed (${deepest})`);
}

/** Of valid JSON; brackets in strings do not count. */
function depthOf(json: string): number {
  let depth = 0;
  let deepestSoFar = 0;
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    deepestSoFar = Math.max(deepestSoFar, depth);
  }
  return deepestSoFar;
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
}
