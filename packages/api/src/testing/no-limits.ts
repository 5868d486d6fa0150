import type { Limits } from "../limit/index.ts";

/** Of callers that nobody limits: tests of other things. */
export const noLimits: Limits = {
  factor: 100_000,
  take: () => Promise.resolve(),
  add: () => Promise.resolve(0),
  used: () => Promise.resolve(0),
  block: () => Promise.resolve(),
  blockedMs: () => Promise.resolve(0),
  forget: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
