/** Lets everybody who asks while an answer is under way have that one; whoever asks later begins another. */
export function shareFlight<T>(ask: () => Promise<T>): () => Promise<T> {
  let flight: Promise<T> | undefined;
  return () => {
    flight ??= ask().finally(() => (flight = undefined));
    return flight;
  };
}
