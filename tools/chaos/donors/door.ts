/** A donor's way into the platform, before and after the payment page. */
export type Door = {
  /** The key of the payment page's session, which is the end of its address; null when the gift is paid already. */
  readonly openPage: () => Promise<string | null>;
  /** Looks at the gift's page, which asks the provider. */
  readonly look: () => Promise<void>;
  /** Does again, later, what was done first. */
  readonly repeat: () => Promise<Repeats>;
};

/** What came of asking again with the same key. */
export type Repeats = {
  readonly replays: number;
  /** Answers to the same request that were other bytes. */
  readonly otherReplays: number;
  /** A changed request under the same key that was not refused. */
  readonly changesTaken: number;
};

export const NO_REPEATS: Repeats = { replays: 0, otherReplays: 0, changesTaken: 0 };

export const sessionKeyIn = (address: string): string => new URL(address).pathname.split("/").at(-1) ?? "";
