import { sql, type Db } from "../client/index.ts";

export type StatementRow = {
  readonly year: number;
  readonly serial: number;
  readonly campaignTitle: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** What the receipt stands for after its corrections. */
  readonly leftMinor: bigint;
  readonly receivedAt: Date;
};

type StatementQuery = {
  readonly userId: string;
  readonly year: number;
  readonly locale: string;
  readonly limit: number;
};

/** The receipts of an account in one year, by number. */
export const readStatement = (db: Db, query: StatementQuery): Promise<readonly StatementRow[]> =>
  db.query<StatementRow>(
    sql`select r.year, r.serial, t.title as "campaignTitle", r.currency, r.total_minor as "totalMinor",
               coalesce(k.left_minor, r.total_minor) as "leftMinor", r.received_at as "receivedAt"
        from receipt r
        join pledge g on g.id = r.pledge_id
        join campaign c on c.id = g.campaign_id
        join lateral (select title from campaign_text x where x.campaign_id = c.id
                      order by (x.locale = ${query.locale}) desc, (x.locale = c.locale) desc limit 1) t on true
        left join lateral (select left_minor from receipt_correction x where x.pledge_id = r.pledge_id
                           order by x.seq desc limit 1) k on true
        where g.user_id = ${query.userId} and r.year = ${query.year}
        order by r.serial limit ${query.limit}`,
  );
