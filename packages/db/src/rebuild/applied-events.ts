import { sql, type Tx } from "../client/index.ts";

export type AppliedEvent = {
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
  readonly data: unknown;
};

type Page = { readonly after: string | null; readonly limit: number };

/** Events that a consumer has applied, in order of ids, after the given one. */
export const readAppliedEvents = (
  tx: Tx,
  page: Page & { readonly consumer: string },
): Promise<readonly AppliedEvent[]> =>
  tx.query<AppliedEvent>(
    sql`select o.id, o.type, o.subject_id as "subjectId", o.data
        from delivery d join outbox o on o.id = d.event_id
        where d.consumer = ${page.consumer} and d.done_at is not null
          and (${page.after}::uuid is null or d.event_id > ${page.after}::uuid)
        order by d.event_id limit ${page.limit}`,
  );

/**
 * Notes the promises about which the history has not heard everything yet. The facts are ahead of their rows, so nobody
 * can say what those rows should be: the rebuild takes them over as they are.
 */
export async function notePledgesUnderWay(tx: Tx): Promise<void> {
  await tx.query(
    sql`create temporary table pledge_under_way on commit drop as
        select distinct coalesce((o.data ->> 'pledgeId')::uuid, o.subject_id) as pledge_id
        from outbox o
        where (o.type like 'pledge.%' or o.type in ('payment.refunded', 'payment.refund_failed'))
          and (o.relayed_at is null
               or o.id in (select event_id from delivery where consumer = 'donations' and done_at is null))`,
  );
  await tx.query(sql`alter table pledge_under_way add primary key (pledge_id)`);
}

/** Promises that the history knows and about which it has heard everything, in order of their events' ids. */
export const readSettledPledges = (
  tx: Tx,
  page: Page,
): Promise<readonly { readonly eventId: string; readonly pledgeId: string }[]> =>
  tx.query(
    sql`select o.id as "eventId", o.subject_id as "pledgeId"
        from delivery d join outbox o on o.id = d.event_id and o.type = 'pledge.created'
        where d.consumer = 'donations' and d.done_at is not null
          and (${page.after}::uuid is null or d.event_id > ${page.after}::uuid)
          and not exists (select 1 from pledge_under_way u where u.pledge_id = o.subject_id)
        order by d.event_id limit ${page.limit}`,
  );
