/** Each scenario of the sandbox bank, by the reference that selects it, and where its payment must end. */
export const sandboxScenarios: readonly { reference: string; ends: 'settled' | 'failed' | 'returned' }[] = [
  { reference: 'Rent November', ends: 'settled' },
  { reference: 'sandbox:settle', ends: 'settled' },
  { reference: 'sandbox:reject', ends: 'failed' },
  { reference: 'sandbox:fail', ends: 'failed' },
  { reference: 'sandbox:return', ends: 'returned' },
  { reference: 'sandbox:silent', ends: 'settled' },
  { reference: 'sandbox:twice', ends: 'settled' },
  { reference: 'sandbox:disorder', ends: 'returned' },
  { reference: 'sandbox:flaky', ends: 'settled' },
  { reference: 'sandbox:slow', ends: 'settled' },
];
