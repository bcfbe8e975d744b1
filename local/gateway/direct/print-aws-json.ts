/**
 * JSON as these services write it: a time is seconds since 1970 as a double in Java's notation, `1.652716274909E9`, for
 * which clients must be prepared.
 */
export function printAwsJson(output: unknown): string {
  if (typeof output !== 'object' || output === null) return '{}';
  const members = Object.entries(output).filter(([, value]) => value !== undefined);
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${print(name, value)}`).join(',')}}`;
}

function print(name: string, value: unknown): string {
  return typeof value === 'number' && name.endsWith('Date') ? javaDouble(value) : JSON.stringify(value);
}

/** From ten million on, Double.toString gives one digit, a point, at least one more digit, and the exponent. */
function javaDouble(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
