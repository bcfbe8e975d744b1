/** What the work gives, or `timed-out`. The work runs on, and nobody hears how it ends. */
export function within<T>(work: Promise<T>, timeoutMs: number): Promise<T | 'timed-out'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeoutMs, 'timed-out');
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
