import type { DomainEvent } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

/** Who asked, for following one request through outbox, deliveries and inbox. */
export type Origin = { readonly requestId: string | null; readonly traceparent: string | null };

/** An event with the id of its row. */
export type NewEvent = DomainEvent & { readonly id: string };

/** The rows of events as JSON, for `jsonb_to_recordset`. */
export const rowsOf = (events: readonly NewEvent[]): string =>
  JSON.stringify(
    events.map(({ id, type, version, subjectId, data }) => ({
      id,
      type,
      version,
      subject_id: subjectId,
      data,
    })),
  );

/**
 * Writes events in the transaction that makes them true. A row and nothing else: no job and no NOTIFY, which would
 * make donors wait for each other's commit.
 */
export async function appendEvents(tx: Tx, events: readonly NewEvent[], origin: Origin): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    sql`insert into outbox (id, type, version, subject_id, data, request_id, traceparent, created_at)
        select id, type, version, subject_id, data, ${origin.requestId}, ${origin.traceparent}, ${tx.at}
        from jsonb_to_recordset(${rowsOf(events)}::jsonb)
          as event(id uuid, type text, version smallint, subject_id uuid, data jsonb)`,
  );
}

export type Subscription = {
  readonly type: string;
  readonly version: number;
  readonly consumers: readonly string[];
};

/**
 * Turns up to `limit` committed events into one delivery per consumer and marks exactly those events, in the caller's
 * transaction. Ids are handed out before commit, so nothing is ever relayed by "greater than the last id". Events of a
 * type or version that this build does not know wait for one that does.
 */
export async function relayEvents(
  tx: Tx,
  subscriptions: readonly Subscription[],
  limit: number,
): Promise<number> {
  const [result] = await tx.query<{ relayed: bigint }>(
    sql`with known as (
          select type, version, consumers
          from jsonb_to_recordset(${JSON.stringify(subscriptions)}::jsonb)
            as known(type text, version smallint, consumers jsonb)
        ), claimed as (
          select o.id, o.type, o.version, o.request_id, o.traceparent
          from outbox o join known k on k.type = o.type and k.version = o.version
          where o.relayed_at is null
          order by o.created_at, o.id
          limit ${limit}
          for update of o skip locked
        ), delivered as (
          insert into delivery (consumer, event_id, request_id, traceparent, created_at, next_try_at)
          select consumer, c.id, c.request_id, c.traceparent, ${tx.at}, ${tx.at}
          from claimed c join known k on k.type = c.type and k.version = c.version
            cross join lateral jsonb_array_elements_text(k.consumers) as consumer
        ), marked as (
          update outbox set relayed_at = ${tx.at} where id in (select id from claimed) returning 1
        )
        select count(*) as relayed from marked`,
  );
  return Number(result?.relayed ?? 0n);
}
