/** What changed, as far as it may be kept for ever: ids, states, amounts. Never a name, an address, a token or a card. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>;

/** One entry as it is kept. Times are ISO 8601 in UTC with milliseconds; `before` and `after` are the texts of JSON. */
export type AuditEntry = {
  /** 1, 2, 3 …: the place in the chain. */
  readonly seq: bigint;
  readonly at: string;
  /** The signed-in person, or null for somebody at the command line. */
  readonly actorUserId: string | null;
  /** Who somebody at the command line said to be; null for a signed-in person. */
  readonly actorName: string | null;
  /** What gave the right to do it: a role, or `COMMAND`. */
  readonly role: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly address: string | null;
  readonly agent: string | null;
  readonly requestId: string | null;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly prevHash: string;
};

/** Before the first entry. */
export const CHAIN_BEGINS = "0".repeat(64);

/**
 * The bytes that are hashed, as text in UTF-8: every field with its length in bytes before it, in this order, so that
 * nothing can be moved from one field into the next. The database makes the same text in `audit_entry_hash`.
 */
export const canonicalEntry = (entry: AuditEntry): string =>
  [
    `${entry.seq}`,
    entry.at,
    entry.actorUserId,
    entry.actorName,
    entry.role,
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.before,
    entry.after,
    entry.reason,
    entry.address,
    entry.agent,
    entry.requestId,
    entry.prevHash,
  ]
    .map(fieldOf)
    .join(",");

const encoder = new TextEncoder();

const fieldOf = (text: string | null): string =>
  text === null ? "-" : `${encoder.encode(text).length}:${text}`;
