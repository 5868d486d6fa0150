import { renewRefund } from "@careforall/db/refund";
import type { Context } from "../context/index.ts";

/** Whoever sends a refund and is silent for so long is dead or frozen, and a worker takes it over under the same id. */
export const REFUND_LEASE_MS = 10_000;
/** A provider may take longer to answer than a lease lasts; two renewals may fail. */
const RENEW_MS = 3_000;

export const refundLease = ({ db }: Context, refundId: string) => ({
  everyMs: RENEW_MS,
  renew: () => renewRefund(db, refundId, REFUND_LEASE_MS),
});
