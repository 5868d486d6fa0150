import { assert } from "@careforall/domain/shared";
import { sql, type Db, type Tx } from "../client/index.ts";

export type NewMessage = {
  readonly id: string;
  readonly eventId: string;
  readonly channel: "email";
  readonly template: string;
  readonly pledgeId: string;
  readonly state: "queued" | "suppressed";
  readonly messageId: string;
};

/**
 * Records that a pledge's donor is to be told something, once per event, recipient, channel and template. About a capture
 * that the reconciler brought nobody is told: it may be days old, and a repair must not write to a crowd. Nobody is told
 * whose address was erased; an erasure under way is waited for. Answers the ids that are new and to be sent: only those
 * become jobs.
 */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string; state: string }>(
    sql`insert into message (id, event_id, channel, template, recipient, locale, pledge_id, state, message_id, created_at)
        select new.id, new.event_id, new.channel, new.template, g.donor_email, g.locale, g.id,
               case when exists (select 1 from outbox o
                                 join payment p on p.id = o.subject_id and p.held_as is null
                                 join payment_history h on h.payment_id = p.id and h.to_status = 'captured'
                                 where o.id = new.event_id and h.cause = 'reconciler')
                         or g.donor_email like '%@erased.invalid'
                    then 'suppressed' else new.state end,
               new.message_id, ${tx.at}
        from jsonb_to_recordset(${JSON.stringify(
          messages.map((message) => ({
            id: message.id,
            event_id: message.eventId,
            channel: message.channel,
            template: message.template,
            pledge_id: message.pledgeId,
            state: message.state,
            message_id: message.messageId,
          })),
        )}::jsonb)
          as new(id uuid, event_id uuid, channel text, template text, pledge_id uuid, state text, message_id text)
        join pledge g on g.id = new.pledge_id
        order by g.id for share of g
        on conflict do nothing returning id, state`,
  );
  return rows.filter(({ state }) => state === "queued").map(({ id }) => id);
}

/** Adds one job per message in the same transaction; a job key makes a second add harmless. */
export async function enqueueJobs(
  tx: Tx,
  jobs: readonly {
    identifier: string;
    payload: Readonly<Record<string, string>>;
    key: string;
    maxAttempts: number;
  }[],
): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map(({ identifier, payload, key, maxAttempts }) => ({
    identifier,
    payload,
    job_key: key,
    max_attempts: maxAttempts,
  }));
  await tx.query(
    sql`select 1 from graphile_worker.add_jobs(array(
          select json_populate_record(null::graphile_worker.job_spec, spec)
          from json_array_elements(${JSON.stringify(specs)}::json) spec))`,
  );
}

export async function markSent(db: Db, id: string): Promise<void> {
  await db.query(
    sql`update message set state = 'sent', sent_at = now(), last_error = null where id = ${id} and state = 'queued'`,
  );
}

export async function noteSendFailure(
  db: Db,
  row: { id: string; error: string; isLast: boolean },
): Promise<void> {
  await db.query(
    sql`update message set last_error = ${row.error.slice(0, 1_000)},
          state = case when ${row.isLast} then 'failed' else state end
        where id = ${row.id} and state = 'queued'`,
  );
}

/** Locks a message and says where it stands; null if there is none. */
export async function lockMessageState(tx: Tx, id: string): Promise<string | null> {
  const [message] = await tx.query<{ state: string }>(
    sql`select state from message where id = ${id} for update`,
  );
  return message?.state ?? null;
}

/** Puts a message that failed for good back on its way; one that was sent stays sent. */
export async function requeueMessage(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`update message set state = 'queued' where id = ${id} and state = 'failed'`);
}

const STATES = ["queued", "sent", "failed", "suppressed"] as const;

/** Locks the receipt of a payment's gift; null when none is prepared. */
export async function lockReceipt(
  tx: Tx,
  paymentId: string,
): Promise<{
  readonly id: string;
  readonly state: (typeof STATES)[number];
  readonly sentAt: Date | null;
} | null> {
  const [row] = await tx.query<{ id: string; state: string; sentAt: Date | null }>(
    sql`select m.id, m.state, m.sent_at as "sentAt"
        from message m join outbox o on o.id = m.event_id
        where o.subject_id = ${paymentId} and o.type = 'payment.captured' and m.template = 'receipt' for update of m`,
  );
  if (row === undefined) return null;
  const state = STATES.find((known) => known === row.state);
  assert(state !== undefined, `message ${row.id} has a known state`);
  return { ...row, state };
}

/** Puts a suppressed message on its way because a person said so. Under its lock. */
export async function releaseMessage(tx: Tx, row: { id: string; by: string }): Promise<void> {
  const rows = await tx.query(
    sql`update message set state = 'queued', released_at = ${tx.at}, released_by = ${row.by}
        where id = ${row.id} and state = 'suppressed' returning id`,
  );
  assert(rows.length === 1, `the locked message ${row.id} is still suppressed`);
}

export type NewAccountMessage = Omit<NewMessage, "pledgeId"> & {
  readonly recipient: string;
  readonly locale: string;
};

/** Records that an account's owner is to be told something, once per event and recipient. Answers the id if it is to be sent. */
export async function insertAccountMessage(tx: Tx, message: NewAccountMessage): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    sql`insert into message (id, event_id, channel, template, recipient, locale, state, message_id, created_at)
        values (${message.id}, ${message.eventId}, ${message.channel}, ${message.template}, ${message.recipient},
                ${message.locale}, ${message.state}, ${message.messageId}, ${tx.at})
        on conflict do nothing returning id`,
  );
  return row !== undefined && message.state === "queued" ? row.id : null;
}

/** What it wanted to tell is not true any more: it is never sent. */
export async function suppressMessage(db: Db, id: string): Promise<void> {
  await db.query(sql`update message set state = 'suppressed' where id = ${id} and state = 'queued'`);
}

/** When its donor last asked for a copy of the receipt of this gift; null if never. */
export async function findLastCopy(tx: Tx, pledgeId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    sql`select max(created_at) as at from outbox where subject_id = ${pledgeId} and type = 'receipt.copy_asked'`,
  );
  return row?.at ?? null;
}
