import type { Db } from "../client/index.ts";
import { type Invariant, INVARIANT_KINDS, type InvariantKind } from "./invariant.ts";
import { judge, type Verdict } from "./judge.ts";
import { readInvariants } from "./read-invariants.ts";

/** A full scan of a large book takes seconds; what takes longer is a plan gone wrong and must not hold the database. */
const STATEMENT_TIMEOUT_MS = 60_000;

const BEGIN = `begin isolation level repeatable read, read only; set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`;

/**
 * Judges the invariants on one snapshot of the database, so that all of them speak of the same moment. Reads only.
 * Throws InvariantNotJudgedError when one cannot be judged.
 */
export async function checkInvariants(
  db: Pick<Db, "pool">,
  {
    kinds = INVARIANT_KINDS,
    invariants = readInvariants(),
    signal,
  }: {
    readonly kinds?: readonly InvariantKind[];
    readonly invariants?: readonly Invariant[];
    /** Ends the judging before the next invariant, by throwing its reason. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<readonly Verdict[]> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(BEGIN);
    const verdicts: Verdict[] = [];
    for (const invariant of invariants) {
      signal?.throwIfAborted();
      if (kinds.includes(invariant.kind)) verdicts.push(await judge(client, invariant));
    }
    return verdicts;
  } finally {
    // Nothing was written. A connection that cannot even roll back must not be used again.
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    client.release(broken);
  }
}

/** The verdicts that name a violation. */
export const violated = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter(({ rows }) => rows > 0);

/** One line per violated invariant and its first row, for logs and failing tests. */
export const describeViolations = (verdicts: readonly Verdict[]): string =>
  violated(verdicts)
    .map(({ id, title, rows, sample }) => `${id} ${title}: ${rows} row(s), first ${sample[0] ?? ""}`)
    .join("\n");
