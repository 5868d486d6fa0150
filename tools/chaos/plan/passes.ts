import type { Fate } from "../donors/plan-donor.ts";
import type { FaultKind } from "./faults.ts";

/**
 * What runs, and what may therefore be asked of it. With everything on, one part heals what another breaks, so that a
 * broken part is not seen; that is what pass b is for.
 */
export const PASSES = ["a", "b"] as const;
export type PassName = (typeof PASSES)[number];

export type Pass = {
  readonly name: PassName;
  readonly title: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Troubles that nothing which runs in this pass could heal. */
  readonly spared: readonly FaultKind[];
  /** Donors whose payment nobody tells us of: only asking finds it. */
  readonly sparedFates: readonly Fate[];
  /** Whether donors look at their gift's page, which asks the provider too. */
  readonly mayLook: boolean;
  /**
   * Whether nobody may ever tell us of a charge: once a gift is paid, it is not asked about again, so a second charge
   * whose notification was dropped is known from the day's statement alone.
   */
  readonly needsStatement: boolean;
  /** With every fault lifted, everything must come to an end within this. */
  readonly settleLimitMs: number;
};

export const PASS: Readonly<Record<PassName, Pass>> = {
  a: {
    name: "a",
    title: "everything is on",
    settings: { RECONCILE: "on", POLLER: "on" },
    spared: [],
    sparedFates: [],
    mayLook: true,
    needsStatement: true,
    settleLimitMs: 120_000,
  },
  b: {
    name: "b",
    title: "no reconciliation, no poller, no donor who looks: a notification alone brings the news",
    settings: { RECONCILE: "off", POLLER: "off" },
    spared: ["notices_dropped"],
    sparedFates: ["pays_untold", "fails_then_pays_untold"],
    mayLook: false,
    needsStatement: false,
    // The provider's last try comes 5 minutes after the one before.
    settleLimitMs: 400_000,
  },
};
