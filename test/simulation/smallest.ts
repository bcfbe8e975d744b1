/**
 * Leaves out of `items` what it can while `stillFails`: first halves, then quarters, at last one by one (Zeller's ddmin).
 * The items themselves are known to fail.
 */
export async function smallest<T>(
  items: readonly T[],
  stillFails: (fewer: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  if (items.length > 0 && (await stillFails([]))) return [];
  let kept = items;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await stillFails(fewer)) kept = fewer;
      else at += size;
    }
  }
  return kept;
}
