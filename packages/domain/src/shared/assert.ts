/** A failed assertion is a bug in our code, never a user's mistake: it becomes a 500 and a log line. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

/** The compiler proves that this is never reached; a value that slips in at run time says so. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${String(value)}`);
}
