import { ERASED_NAME, erasedAddress } from "@careforall/domain/privacy";
import { referenceOf } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";
import { lockDonations } from "../donor/index.ts";
import { lockPublicList } from "../totals/index.ts";
import type { Scope, Subject } from "./scope.ts";

/** What is in the place of a body that a provider sent. */
const ERASED_BODY = "(erased)";

/** First in the transaction: the folds that copy names and addresses wait, and read what is left of them. */
export async function lockCopies(tx: Tx): Promise<void> {
  await lockDonations(tx);
  await lockPublicList(tx);
}

/**
 * Replaces or removes what names a person, everywhere, after `insertErasure`. Amounts, times, states and references stay,
 * so every figure is what it was. Needs `lockCopies` and `lockScope`.
 */
export async function eraseEverywhere(
  tx: Tx,
  erasure: { readonly id: string; readonly subject: Subject; readonly scope: Scope },
): Promise<void> {
  const { id, subject, scope } = erasure;
  const placeholder = erasedAddress(id);
  await eraseGifts(tx, scope, placeholder);
  await eraseDonors(tx, scope, { main: subject.email, placeholder });
  await eraseProof(tx, scope);
  await eraseMessages(tx, scope, placeholder);
  await eraseQuotes(tx, scope);
  if (subject.kind === "account") await eraseAccount(tx, subject.userId, placeholder);
}

async function eraseGifts(tx: Tx, { pledgeIds }: Scope, placeholder: string): Promise<void> {
  await tx.query(
    sql`delete from idempotency_key k using pledge g
        where g.id = any(${pledgeIds}::uuid[]) and k.scope = g.key_scope and k.key = g.key`,
  );
  // The browser, the network and the address, as keyed digests.
  await tx.query(sql`delete from giving_try where pledge_id = any(${pledgeIds}::uuid[])`);
  await tx.query(
    sql`update pledge set donor_email = ${placeholder}, donor_name = null, message = null
        where id = any(${pledgeIds}::uuid[])`,
  );
  await tx.query(
    sql`update public_gift set display_name = null, message = null where pledge_id = any(${pledgeIds}::uuid[])`,
  );
}

/**
 * The random id of a donor stays, so that people are counted as before. One address keeps a place to be found by, for
 * gifts that are not folded yet; an address that others' gifts still have stays.
 */
async function eraseDonors(
  tx: Tx,
  { emails }: Scope,
  { main, placeholder }: { readonly main: string; readonly placeholder: string },
): Promise<void> {
  await tx.query(
    sql`update donor d set email = case when d.email = ${main} then ${placeholder} end
        where d.email = any(${emails}::text[])
          and not exists (select 1 from pledge g where g.donor_email = d.email)`,
  );
}

/** What providers sent and answered about the payments. Our own facts were made from it and stay. */
async function eraseProof(tx: Tx, { paymentIds, refundIds }: Scope): Promise<void> {
  const references = paymentIds.map(referenceOf);
  await tx.query(
    sql`update inbox set body = ${ERASED_BODY}, last_error = null where reference = any(${references}::text[])`,
  );
  await tx.query(
    sql`update payment_history set evidence = null
        where payment_id = any(${paymentIds}::uuid[]) and evidence is not null`,
  );
  await tx.query(
    sql`update payment_news set evidence = null where payment_id = any(${paymentIds}::uuid[]) and evidence is not null`,
  );
  await tx.query(
    sql`update refund_history set evidence = null where refund_id = any(${refundIds}::uuid[]) and evidence is not null`,
  );
}

async function eraseMessages(tx: Tx, scope: Scope, placeholder: string): Promise<void> {
  const { pledgeIds, subjectIds, emails } = scope;
  await tx.query(
    sql`update message m
        set recipient = ${placeholder}, last_error = null,
            state = case when m.state = 'queued' then 'suppressed' else m.state end
        where m.pledge_id = any(${pledgeIds}::uuid[])
           or m.event_id in (select id from outbox where subject_id = any(${subjectIds}::uuid[]))`,
  );
  await tx.query(sql`delete from guest_request where id = any(${subjectIds}::uuid[])`);
  // Asked for blindly, and nobody's account was found.
  await tx.query(sql`delete from user_token where user_id is null and email = any(${emails}::text[])`);
}

/** Free texts: errors of what was done for this person, and words of staff about their money. */
async function eraseQuotes(tx: Tx, scope: Scope): Promise<void> {
  const { paymentIds, refundIds, subjectIds } = scope;
  const quoted = scope.words.map(escapeForRegex).join("|");
  const addresses = scope.emails.map(escapeForRegex).join("|");
  await tx.query(
    sql`update delivery d set last_error = null from outbox o
        where o.id = d.event_id and o.subject_id = any(${subjectIds}::uuid[]) and d.last_error is not null`,
  );
  await tx.query(
    sql`update payment set end_detail = regexp_replace(end_detail, ${quoted}, ${ERASED_NAME}, 'gi')
        where id = any(${paymentIds}::uuid[]) and end_detail ~* ${quoted}`,
  );
  await tx.query(
    sql`update refund
        set reason = regexp_replace(reason, ${quoted}, ${ERASED_NAME}, 'gi'),
            fail_detail = regexp_replace(fail_detail, ${quoted}, ${ERASED_NAME}, 'gi'),
            last_error = regexp_replace(last_error, ${quoted}, ${ERASED_NAME}, 'gi')
        where id = any(${refundIds}::uuid[])
          and (reason ~* ${quoted} or fail_detail ~* ${quoted} or last_error ~* ${quoted})`,
  );
  await tx.query(
    sql`update money_exception
        set decided_reason = regexp_replace(decided_reason, ${quoted}, ${ERASED_NAME}, 'gi'),
            detail = regexp_replace(detail, ${quoted}, ${ERASED_NAME}, 'gi')
        where payment_id = any(${paymentIds}::uuid[]) and (decided_reason ~* ${quoted} or detail ~* ${quoted})`,
  );
  // A mail server quotes the address that it refuses; these tables are small.
  await tx.query(
    sql`update dead_letter
        set error = regexp_replace(error, ${addresses}, ${ERASED_NAME}, 'gi'),
            payload = regexp_replace(payload, ${addresses}, ${ERASED_NAME}, 'gi')
        where error ~* ${addresses} or payload ~* ${addresses}`,
  );
  await tx.query(
    sql`update dead_letter_replay
        set error = regexp_replace(error, ${addresses}, ${ERASED_NAME}, 'gi'),
            reason = regexp_replace(reason, ${addresses}, ${ERASED_NAME}, 'gi')
        where error ~* ${addresses} or reason ~* ${addresses}`,
  );
  await tx.query(
    sql`update graphile_worker._private_jobs set last_error = null where last_error ~* ${addresses}`,
  );
}

async function eraseAccount(tx: Tx, userId: string, placeholder: string): Promise<void> {
  await tx.query(sql`delete from user_session where user_id = ${userId}`);
  await tx.query(sql`delete from user_token where user_id = ${userId}`);
  await tx.query(sql`delete from user_totp where user_id = ${userId}`);
  await tx.query(sql`delete from user_recovery_code where user_id = ${userId}`);
  await tx.query(sql`delete from user_passkey where user_id = ${userId}`);
  await tx.query(sql`delete from user_identity where user_id = ${userId}`);
  await tx.query(sql`delete from user_challenge where user_id = ${userId}`);
  await tx.query(
    sql`update user_account
        set email = ${placeholder}, name = ${ERASED_NAME}, password_hash = null, password_changed_at = null, phone = null,
            bio = null, birthday = null, avatar_key = null, locale = 'en', time_zone = 'UTC', status = 'closed',
            status_changed_at = ${tx.at}
        where id = ${userId}`,
  );
  // Their files are removed after the commit, and by the upkeep where that fails.
  await tx.query(
    sql`update upload set state = 'dropped', state_at = ${tx.at} where user_id = ${userId} and state <> 'dropped'`,
  );
}

const escapeForRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
