import { sql, type Tx } from "../client/index.ts";

/**
 * Where a name stays after an erasure, because the law wants the paper on which it stands. No page reads it then, and the
 * search of the tests finds nothing anywhere else.
 */
export const KEPT_BY_LAW: readonly string[] = ["receipt.donor_name"];

/** Whose data: an account, or the gifts that a guest made with an address. */
export type Subject =
  | { readonly kind: "account"; readonly userId: string; readonly email: string }
  | { readonly kind: "guest"; readonly email: string };

/** What an erasure reaches, under the locks of the gifts. */
export type Scope = {
  readonly pledgeIds: readonly string[];
  readonly paymentIds: readonly string[];
  readonly refundIds: readonly string[];
  /** Every address that was given: the account's and those of its gifts and links, in lower case. */
  readonly emails: readonly string[];
  /** Addresses, telephone numbers and names, as free texts may quote them. */
  readonly words: readonly string[];
  /** What events are about: the person's gifts, payments, links and account. */
  readonly subjectIds: readonly string[];
};

type PledgeRow = { readonly id: string; readonly email: string; readonly name: string | null };
type PersonRow = { readonly word: string | null; readonly email: string | null; readonly id: string | null };

/** `until` keeps what came after an erasure out of its repetition. */
export async function lockScope(tx: Tx, subject: Subject, until: Date | null): Promise<Scope> {
  const userId = subject.kind === "account" ? subject.userId : null;
  // A gift that belongs to an account is erased with that account, not by whoever reads a mailbox.
  const pledges = await tx.query<PledgeRow>(
    sql`select id, donor_email as email, donor_name as name from pledge
        where (user_id = ${userId}::uuid or (user_id is null and donor_email = ${subject.email}))
          and (${until}::timestamptz is null or created_at <= ${until}::timestamptz)
        order by id for update`,
  );
  const pledgeIds = pledges.map(({ id }) => id);
  const paymentIds = await idsOf(
    tx,
    sql`select id from payment where pledge_id = any(${pledgeIds}::uuid[]) order by id`,
  );
  const refundIds = await idsOf(
    tx,
    sql`select r.id from refund r left join money_exception x on x.id = r.case_id
        where r.payment_id = any(${paymentIds}::uuid[]) or x.payment_id = any(${paymentIds}::uuid[]) order by r.id`,
  );
  const person = await tx.query<PersonRow>(
    sql`select name as word, email, id from user_account where id = ${userId}::uuid
        union all select phone, null, null from user_account where id = ${userId}::uuid
        union all select null, email, id from user_token where user_id = ${userId}::uuid
        union all select null, previous_email, null from user_token where user_id = ${userId}::uuid
        union all select null, email, id from guest_request where email = ${subject.email}`,
  );
  const emails = unique([
    subject.email,
    ...pledges.map(({ email }) => email),
    ...person.map(({ email }) => email),
  ]);
  const names = [...pledges.map(({ name }) => name), ...person.map(({ word }) => word)];
  return {
    pledgeIds,
    paymentIds,
    refundIds,
    emails,
    words: unique([...emails, ...names]),
    subjectIds: unique([...pledgeIds, ...paymentIds, ...person.map(({ id }) => id)]),
  };
}

const idsOf = async (tx: Tx, statement: Parameters<Tx["query"]>[0]): Promise<readonly string[]> =>
  (await tx.query<{ id: string }>(statement)).map(({ id }) => id);

const unique = (texts: readonly (string | null)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => text !== null && text.trim() !== "")),
];
