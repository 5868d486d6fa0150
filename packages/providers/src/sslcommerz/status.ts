import type { EndReason } from "@careforall/domain/payment";

/** The first and every later validation of a success. Both mean paid. */
export const isPaid = (status: string): boolean => status === "VALID" || status === "VALIDATED";

export const isPending = (status: string): boolean => status === "PENDING" || status === "PROCESSING";

/** The gateway knows no such transaction. */
export const isUnknownToGateway = (status: string): boolean => status === "INVALID_TRANSACTION";

const ENDS: ReadonlyMap<string, EndReason> = new Map([
  ["FAILED", "failed"],
  ["CANCELLED", "cancelled"],
  ["UNATTEMPTED", "cancelled"],
  ["EXPIRED", "expired"],
]);

export const endReasonOf = (status: string): EndReason | null => ENDS.get(status) ?? null;
