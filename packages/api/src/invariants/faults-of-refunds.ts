import { type Fault, of } from "./fault.ts";

const refundOf = (name: Parameters<typeof of>[0]): string =>
  `(select id from refund where payment_id = ${of(name)} order by requested_at limit 1)`;
const postingOf = (name: Parameters<typeof of>[0], kind: string): string =>
  `(select id from ledger_posting where kind = '${kind}' and reference = ${refundOf(name)}::text)`;
const eventOf = (name: Parameters<typeof of>[0], type: string): string =>
  `(select id from outbox where type = '${type}' and subject_id = ${of(name)} limit 1)`;

const limits: readonly Fault[] = [
  {
    named: ["I-07"],
    what: "a payment has reserved less than its refunds",
    plant: [
      `update payment set refund_reserved_minor = refund_reserved_minor - 1 where id = ${of("partlyRefunded")}`,
    ],
  },
  {
    named: ["I-07", "I-54"],
    what: "more is ordered back than was captured",
    plant: [
      "alter table payment drop constraint payment_refunds_fit",
      `insert into refund (id, payment_id, request_key, provider, currency, amount_minor, gift_minor, tip_minor,
         fee_cover_minor, held_minor, kind, reason, requested_at)
       select gen_random_uuid(), id, 'too much', provider, currency, 30001, 30001, 0, 0, 0, 'mistake', 'too much', now()
       from payment where id = ${of("refundAccepted")}`,
      `update payment set refund_reserved_minor = 50001 where id = ${of("refundAccepted")}`,
    ],
  },
  {
    named: ["I-07", "I-08"],
    what: "an accepted refund is not posted",
    plant: [
      `delete from ledger_entry where posting_id = ${postingOf("refundAccepted", "refund")}`,
      `delete from ledger_posting where id = ${postingOf("refundAccepted", "refund")}`,
    ],
  },
  {
    named: ["I-07"],
    what: "a refund says that it is of held money, but the payment is a gift",
    plant: [
      `update refund set held_minor = amount_minor, gift_minor = 0 where id = ${refundOf("refundAccepted")}`,
      `update ledger_entry set account = 'suspense', campaign_id = null
       where posting_id = ${postingOf("refundAccepted", "refund")} and account = 'campaign_payable'`,
    ],
  },
];

const postings: readonly Fault[] = [
  {
    named: ["I-08", "I-37", "I-40"],
    what: "a refund is taken from another campaign",
    plant: [
      `update ledger_entry set campaign_id = (select id from campaign where currency = 'XOF')
       where posting_id = ${postingOf("refunded", "refund")} and account = 'campaign_payable'`,
    ],
  },
  {
    named: ["I-08"],
    what: "a refund takes a tip for a fee cover",
    plant: [
      `update ledger_entry set account = 'provider_fee', provider = 'sslcommerz'
       where posting_id = ${postingOf("partlyRefunded", "refund")} and account = 'tip'`,
    ],
  },
  {
    named: ["I-08", "I-51"],
    what: "the confirmation of a refund is posted twice",
    plant: [
      `insert into ledger_posting (id, kind, reference, payment_id, posted_at)
       select '00000000-0000-7000-8000-000000000001', 'refund_confirmed', reference || ' again', payment_id, posted_at
       from ledger_posting where id = ${postingOf("refunded", "refund_confirmed")}`,
      `insert into ledger_entry (posting_id, account, provider, currency, amount_minor)
       select '00000000-0000-7000-8000-000000000001', account, provider, currency, amount_minor
       from ledger_entry where posting_id = ${postingOf("refunded", "refund_confirmed")}`,
    ],
  },
  {
    named: ["I-08"],
    what: "one refund of the provider is recorded as two",
    plant: [
      "drop index refund_provider_provider_refund_id_key",
      `update refund set provider_refund_id = 'dashboard-1' where id = ${refundOf("refundAccepted")}`,
    ],
  },
];

const effects: readonly Fault[] = [
  {
    named: ["I-43"],
    what: "a confirmed refund is not announced",
    plant: [
      `update outbox set type = 'payment.unheard' where id = ${eventOf("heldAndBack", "payment.refunded")}`,
    ],
  },
  {
    named: ["I-43", "I-06"],
    what: "the failure of a refund does not say that it was confirmed before",
    plant: [
      `delete from delivery where event_id = ${eventOf("returned", "payment.refund_failed")}`,
      `update outbox set data = data || '{"wasConfirmed": false}', relayed_at = null, created_at = now()
       where id = ${eventOf("returned", "payment.refund_failed")}`,
    ],
  },
  {
    named: ["I-06"],
    what: "a refund is subtracted, but not marked as subtracted",
    plant: [
      `update delivery set done_at = null, created_at = now()
       where consumer = 'totals' and event_id = ${eventOf("refunded", "payment.refunded")}`,
    ],
  },
  {
    named: ["I-29"],
    what: "a partly refunded gift is public with its whole amount",
    plant: [
      `update public_gift set amount_minor = 50000 where pledge_id = ${of("partlyRefunded", "pledge")}`,
    ],
  },
  {
    named: ["I-39", "I-29"],
    what: "a refunded gift is still public",
    plant: [
      `insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency, at)
       select id, gen_random_uuid(), campaign_id, is_anonymous, donor_name, gift_minor, currency, now()
       from pledge where id = ${of("refunded", "pledge")}`,
    ],
  },
  {
    named: ["I-33"],
    what: "the case of refunded money is still open",
    plant: [
      `update money_exception set resolved_at = null, decision = null where posting_id = ${of("heldAndBack", "posting")}`,
    ],
  },
  {
    named: ["I-44"],
    what: "an order of a refund is not sent for an hour",
    plant: [
      `update refund set requested_at = now() - interval '61 minutes'
       where accepted_at is null and failed_at is null`,
    ],
  },
];

/** Faults in money that goes back. */
export const FAULTS_OF_REFUNDS: readonly Fault[] = [...limits, ...postings, ...effects];
