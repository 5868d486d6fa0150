import { toDecimal } from "@careforall/domain/money";
import type { RefundAnswer, RefundRequest, RefundTruth } from "@careforall/domain/payment";
import { cleanText } from "./clean-text.ts";
import { evidenceOf } from "./evidence.ts";
import type { Gateway } from "./gateway.ts";
import { outage } from "./outage.ts";
import { REMARKS_CHARACTERS_MAX, type SslcommerzSettings } from "./settings.ts";

const REASON_CHARACTERS_MAX = 255;
/** Both questions of a refund change nothing that a later one could not repeat. */
const DEADLINE_MS = 30_000;

type Secret = Pick<SslcommerzSettings, "storePassword">;

/**
 * Initiates a refund. `success` means that it was accepted, not that the money is back; `processing` that an earlier
 * order under this reference is. The gateway refunds what a bank knows, so a payment without a bank's id is refused.
 */
export async function initiateRefund(
  gateway: Gateway,
  settings: Secret,
  request: RefundRequest,
): Promise<RefundAnswer> {
  if (request.bankReference === null) {
    return { outcome: "refused", reason: "The payment has no bank transaction.", evidence: "[]" };
  }
  const fields = {
    bank_tran_id: request.bankReference,
    refund_trans_id: request.reference,
    refund_amount: toDecimal(request.amount),
    refund_remarks: cleanText(request.remarks, REMARKS_CHARACTERS_MAX) || "Refund",
  };
  const { answer, raw } = await gateway.refund("refund", fields, AbortSignal.timeout(DEADLINE_MS));
  const evidence = evidenceOf([raw], settings.storePassword);
  switch (answer.status) {
    case "success":
    case "processing":
      if (answer.refund_ref_id === "") throw outage("refund", "no_refund_ref_id", "provider.unknown_state");
      return { outcome: "accepted", providerRefundId: answer.refund_ref_id, evidence };
    case "failed":
      return { outcome: "refused", reason: reasonOf(answer.errorReason, settings), evidence };
    default:
      throw outage("refund", "unknown_status", "provider.unknown_state");
  }
}

/** Asks what became of an accepted refund. `failed` here says that there is none, not that one came to nothing. */
export async function askRefund(
  gateway: Gateway,
  settings: Secret,
  { providerRefundId }: { readonly providerRefundId: string },
): Promise<RefundTruth> {
  const question = { refund_ref_id: providerRefundId };
  const { answer, raw } = await gateway.refund("refund_query", question, AbortSignal.timeout(DEADLINE_MS));
  const evidence = evidenceOf([raw], settings.storePassword);
  const { status } = answer;
  if (status === "failed") return { state: "unknown", paymentReference: null, bankReference: null, evidence };
  if (status !== "processing" && status !== "refunded" && status !== "cancelled") {
    throw outage("refund_query", "unknown_status", "provider.unknown_state");
  }
  if (answer.refund_ref_id !== "" && answer.refund_ref_id !== providerRefundId) {
    throw outage("refund_query", "other_refund", "provider.unknown_state");
  }
  return {
    state: status,
    paymentReference: answer.tran_id || null,
    bankReference: answer.bank_tran_id || null,
    evidence,
  };
}

function reasonOf(text: string, { storePassword }: Secret): string {
  const safe = storePassword === "" ? text : text.replaceAll(storePassword, "[redacted]");
  return cleanText(safe, REASON_CHARACTERS_MAX) || "SSLCommerz gave no reason.";
}
