/** What the Serverless Framework takes for a stage: ASCII letters, numbers and hyphens. It names a folder, too. */
export function isStageName(text: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(text);
}
