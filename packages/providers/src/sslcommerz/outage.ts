import { AppError, type AppErrorCode } from "@careforall/domain/shared";

/** An outage is usually over soon, and the donor is waiting. */
const RETRY_AFTER_S = 5;

export type Operation = "checkout" | "validation" | "query" | "refund" | "refund_query";

/**
 * "We do not know." `reason` is one of our own words, never a text of the gateway or of fetch: their messages can
 * quote the address of the call, and the address of a question carries the store's password.
 */
export const outage = (
  operation: Operation,
  reason: string,
  code: AppErrorCode = "provider.unavailable",
): AppError =>
  new AppError("unavailable", code, `SSLCommerz gave no usable answer (${operation}: ${reason}).`, {
    details: { provider: "sslcommerz", operation, reason },
    retryAfterS: RETRY_AFTER_S,
  });
