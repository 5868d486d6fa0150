/** How the provider's books and ours can differ about one charge. */
export const FINDING_KINDS = ["missing_here", "missing_there", "amount_differs", "duplicate"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
