const NANOSECONDS_PER_US = 1_000n;

/** Microseconds on the clock of `hrtime`, with which V8 stamps profiles in every process of this machine. */
export const nowUs = (): number => Number(process.hrtime.bigint() / NANOSECONDS_PER_US);
