/** How the provider's books and ours can differ about one charge. */
export const FINDING_KINDS = ["missing_here", "missing_there", "amount_differs", "duplicate"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Who said what the provider holds: its API, or a statement of its panel. */
export type FindingSource = "api" | "statement";
