import * as z from 'zod/mini';

/** Text that every system on the way can store and print. Lengths count code points, as people count characters. */
export function text(minLength: number, maxLength: number) {
  return z.string().check(
    z.refine((value) => value.isWellFormed() && !value.includes('\uFFFD'), 'Must be valid Unicode.'),
    z.refine((value) => !unprintable.test(value), 'Must not hold control characters or line breaks.'),
    z.refine((value) => lengthIn(value, minLength, maxLength), `Must have ${minLength} to ${maxLength} characters.`),
  );
}

/** Text that also says something: not only spaces. */
export function saying(maxLength: number) {
  return text(1, maxLength).check(z.refine((value) => value === '' || value.trim() !== '', 'Must not be blank.'));
}

const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]/u;

function lengthIn(value: string, min: number, max: number): boolean {
  const length = [...value].length;
  return length >= min && length <= max;
}
