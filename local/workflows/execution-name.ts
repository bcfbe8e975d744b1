/**
 * Letters, digits and punctuation but for these; and no half of a surrogate pair (AWS: Step Functions API,
 * StartExecution). A length over 80 is refused before.
 */
const forbidden = /[\s<>{}[\]?*"#%\\^~$&,;:/|`\p{Cc}\p{Cs}\uFFFE\uFFFF\u{10FFFF}]/u;

export function isExecutionName(name: string): boolean {
  return name.length > 0 && !forbidden.test(name);
}
