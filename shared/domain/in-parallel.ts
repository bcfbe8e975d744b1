/** Works through `items` with at most `width` at once, in order of start. A failure stops none of the others. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await settle(work(item));
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

async function settle<R>(promise: Promise<R>): Promise<PromiseSettledResult<R>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}
