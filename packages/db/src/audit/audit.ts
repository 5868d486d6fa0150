import { type AuditEntry, type AuditFacts, CHAIN_BEGINS } from "@careforall/domain/audit";
import { type Db, sql, type Tx } from "../client/index.ts";

export type NewAuditEntry = Omit<AuditEntry, "seq" | "at" | "before" | "after" | "prevHash"> & {
  readonly before: AuditFacts | null;
  readonly after: AuditFacts | null;
};

const REASON_CHARACTERS_MAX = 1_000;
const AGENT_CHARACTERS_MAX = 300;

/**
 * Appends an entry at the transaction's time. It waits for every other transaction that has appended one and is still
 * open, and makes those after it wait: append last.
 */
export async function insertAuditEntry(tx: Tx, entry: NewAuditEntry): Promise<void> {
  // The trigger replaces the place and both hashes.
  await tx.query(
    sql`insert into audit_entry (seq, at, actor_user_id, actor_name, role, action, subject_type, subject_id, before,
          after, reason, address, agent, request_id, prev_hash, hash)
        values (0, ${tx.at.toISOString()}, ${entry.actorUserId}, ${entry.actorName?.slice(0, 100) ?? null},
          ${entry.role}, ${entry.action}, ${entry.subjectType}, ${entry.subjectId.slice(0, 200)},
          ${jsonOf(entry.before)}::jsonb, ${jsonOf(entry.after)}::jsonb,
          ${entry.reason?.slice(0, REASON_CHARACTERS_MAX) ?? null}, ${entry.address?.slice(0, 45) ?? null},
          ${entry.agent?.slice(0, AGENT_CHARACTERS_MAX) ?? null}, ${entry.requestId?.slice(0, 64) ?? null},
          ${CHAIN_BEGINS}, ${CHAIN_BEGINS})`,
  );
}

const jsonOf = (facts: AuditFacts | null): string | null => (facts === null ? null : JSON.stringify(facts));

export type AuditHead = { readonly seq: bigint; readonly hash: string };

/** The last entry as the head says it; seq 0 before the first. */
export async function readAuditHead(db: Pick<Db, "query">): Promise<AuditHead> {
  const [head] = await db.query<AuditHead>(sql`select seq, hash::text as hash from audit_head`);
  if (head === undefined) throw new Error("the audit log has no head");
  return head;
}

/** The first of the two numbers of our advisory locks on refused tries; the second is a digest of the account. */
const REFUSALS_LOCK_CLASS = 7_303;

/** Lets the refused tries of one account be counted and written in turn, until the transaction ends. */
export async function lockRefusals(tx: Tx, actorUserId: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${REFUSALS_LOCK_CLASS}::int, hashtext(${actorUserId}))`);
}

/** How many refused tries of an account were written since then, and whether this very one was. */
export async function readRefusals(
  tx: Tx,
  {
    actorUserId,
    action,
    subjectId,
    after,
  }: Pick<NewAuditEntry, "actorUserId" | "action" | "subjectId" | "after">,
  since: Date,
): Promise<{ readonly count: number; readonly isKnown: boolean }> {
  const [found] = await tx.query<{ count: number; isKnown: boolean }>(
    sql`select count(*)::int as count,
               coalesce(bool_or(action = ${action} and subject_id = ${subjectId}
                                and after is not distinct from ${jsonOf(after)}::jsonb), false) as "isKnown"
        from audit_entry
        where actor_user_id = ${actorUserId} and action in ('permission.deny', 'change.refuse')
          and at > ${since.toISOString()}`,
  );
  if (found === undefined) throw new Error("a count has one row");
  return found;
}

export type StoredAuditEntry = AuditEntry & { readonly hash: string };

/** Which entries: all filters must fit. `action` may also be the first part of one (`refund`). */
export type AuditFilter = {
  readonly action?: string | null;
  readonly subjectId?: string | null;
  /** An id of a signed-in person, or a name from the command line. */
  readonly actor?: string | null;
};

/** Entries after a place in the chain and not after `upTo`, oldest first. */
export const readAuditChain = (
  db: Pick<Db, "query">,
  page: { readonly after: bigint; readonly upTo: bigint; readonly limit: number },
): Promise<readonly StoredAuditEntry[]> =>
  db.query<StoredAuditEntry>(
    sql`select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
               actor_user_id as "actorUserId", actor_name as "actorName", role, action, subject_type as "subjectType",
               subject_id as "subjectId", before::text as before, after::text as after, reason, address, agent,
               request_id as "requestId", prev_hash::text as "prevHash", hash::text as hash
        from audit_entry where seq > ${page.after} and seq <= ${page.upTo} order by seq limit ${page.limit}`,
  );

/** Entries before a place in the chain (null = from the newest), newest first. */
export const listAuditEntries = (
  db: Pick<Db, "query">,
  filter: AuditFilter,
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly StoredAuditEntry[]> =>
  db.query<StoredAuditEntry>(
    sql`select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
               actor_user_id as "actorUserId", actor_name as "actorName", role, action, subject_type as "subjectType",
               subject_id as "subjectId", before::text as before, after::text as after, reason, address, agent,
               request_id as "requestId", prev_hash::text as "prevHash", hash::text as hash
        from audit_entry
        where (${page.before}::bigint is null or seq < ${page.before}::bigint)
          and (${filter.action ?? null}::text is null
               or action = ${filter.action ?? null} or split_part(action, '.', 1) = ${filter.action ?? null})
          and (${filter.subjectId ?? null}::text is null or subject_id = ${filter.subjectId ?? null})
          and (${filter.actor ?? null}::text is null
               or actor_name = ${filter.actor ?? null} or actor_user_id::text = ${filter.actor ?? null})
        order by seq desc limit ${page.limit}`,
  );
