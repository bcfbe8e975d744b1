/** Country, check digits, then 11 to 30 more: the shape of an IBAN, with or without spaces. */
const iban = /\b([A-Z]{2}\d{2})((?: ?[A-Z0-9]){7,26})((?: ?[A-Z0-9]){4})\b/g;

/** The value with every account number in it cut to its country, check digits and last four. */
export function maskAccountNumbers(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(iban, '$1…$3');
  if (Array.isArray(value)) return value.map(maskAccountNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskAccountNumbers(inner)]));
}
