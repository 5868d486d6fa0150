import type { Gift } from "@careforall/api/pledge";

/** The one thing that a gift's page says first. */
export type GiftState =
  | "counted"
  | "not_counted"
  | "held"
  | "refunded"
  | "not_begun"
  | "confirming"
  | "not_charged"
  | "unknown";

export function stateOf(gift: Gift): GiftState {
  if (gift.status === "refunded") return "refunded";
  switch (gift.truth) {
    case "received":
      if (gift.isHeld) return "held";
      return gift.isCounted ? "counted" : "not_counted";
    case "being_confirmed":
      return "confirming";
    case "not_charged":
      return gift.attempts === 0 ? "not_begun" : "not_charged";
    case "unknown":
      return "unknown";
  }
}

/** Whether the page may stop asking: nothing changes by itself any more, or only by a person. */
export const isSettled = (state: GiftState): boolean =>
  state !== "confirming" && state !== "unknown" && state !== "not_counted";
