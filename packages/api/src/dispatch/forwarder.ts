import type { Envelope } from "./envelope.ts";

/** What became of one try. Whatever is not `taken` may still have reached the receiver. */
export type Forwarded =
  | { readonly kind: "taken" }
  /** The receiver will never want it again (410). */
  | { readonly kind: "gone"; readonly why: string }
  /** `waitMs`: how long the receiver asked us to wait; null when it did not say. */
  | { readonly kind: "failed"; readonly why: string; readonly waitMs: number | null }
  /** We stopped in the middle; nothing is known. */
  | { readonly kind: "stopped" };

/** Hands an event to the address outside, within a bounded time. Never throws because of the receiver. */
export type Forwarder = { forward(envelope: Envelope, signal: AbortSignal): Promise<Forwarded> };
