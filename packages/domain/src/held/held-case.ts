import { HOLD_REASONS, type HeldChargeFacts, type HoldReason } from "../payment/index.ts";

/** Why money waits in suspense: the reasons of an attempt, or no attempt of ours. */
export const CASE_KINDS = [...HOLD_REASONS, "unknown_charge"] as const;
export type CaseKind = HoldReason | "unknown_charge";

/** How a case ended: its money became the gift, or went back. */
export const CASE_DECISIONS = ["accepted", "refunded"] as const;
export type CaseDecision = (typeof CASE_DECISIONS)[number];

/** Money in suspense about which a person decides. */
export type HeldCase = {
  readonly id: string;
  readonly kind: CaseKind;
  /** The attempt whose news it was; null for an unknown charge. */
  readonly paymentId: string | null;
  readonly charge: HeldChargeFacts;
  readonly decision: CaseDecision | null;
};
