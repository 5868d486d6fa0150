/**
 * Elects one page of this browser to do `work`, so that ten open tabs hold one stream. The lock passes on when that
 * page is hidden, closed or killed. Where the browser has no locks, every page works for itself.
 */
export function onePerBrowser(name: string, work: () => () => void): () => void {
  if (!("locks" in navigator)) return work();

  const ended = new AbortController();
  const lead = async (): Promise<void> => {
    const stop = work();
    await new Promise<void>((resolve) =>
      ended.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    stop();
  };
  navigator.locks
    .request(name, { signal: ended.signal }, () => (ended.signal.aborted ? undefined : lead()))
    // The only rejection is our own: the page was hidden while it waited for its turn.
    .catch((reason: unknown) => {
      if (!ended.signal.aborted) throw reason;
    });
  return () => ended.abort();
}
