import { type Fault, of } from "./fault.ts";

const settlementOf = (name: Parameters<typeof of>[0]): string =>
  `(select id from ledger_posting where kind = 'settlement' and payment_id = ${of(name)})`;
const refundOf = (name: Parameters<typeof of>[0]): string =>
  `(select id from refund where payment_id = ${of(name)} order by requested_at limit 1)`;
const feePostingOf = (name: Parameters<typeof of>[0], kind: string): string =>
  `(select id from ledger_posting where kind = '${kind}' and reference = ${refundOf(name)}::text)`;

const settlements: readonly Fault[] = [
  {
    named: ["I-50", "I-51"],
    what: "a settlement is of another amount than its capture",
    plant: [
      `update ledger_entry set amount_minor = amount_minor - 100
       where posting_id = ${settlementOf("settled")} and account = 'bank'`,
      `update ledger_entry set amount_minor = amount_minor + 100
       where posting_id = ${settlementOf("settled")} and account = 'provider_clearing'`,
    ],
  },
  {
    named: ["I-50"],
    what: "a settlement hides a part of the provider's fee in the bank",
    plant: [
      `update ledger_entry set amount_minor = amount_minor + 13
       where posting_id = ${settlementOf("settled")} and account = 'bank'`,
      `update ledger_entry set amount_minor = amount_minor - 13
       where posting_id = ${settlementOf("settled")} and account = 'provider_fee'`,
    ],
  },
  {
    named: ["I-50"],
    what: "a settlement is of no capture",
    plant: [
      `update ledger_posting set reference = 'sslcommerz:nobody'
       where kind = 'settlement' and payment_id is null`,
    ],
  },
  {
    named: ["I-50", "I-51"],
    what: "a settled payment has no settlement",
    plant: [
      `delete from ledger_entry where posting_id = ${settlementOf("settled")}`,
      `delete from ledger_posting where id = ${settlementOf("settled")}`,
    ],
  },
  {
    named: ["I-50", "I-13", "I-51", "I-52"],
    what: "a payment forgets that it was settled",
    plant: [`update payment set settled_at = null, settled_on = null where id = ${of("settled")}`],
  },
  {
    named: ["I-51", "I-08"],
    what: "money leaves the provider without a reason",
    plant: [
      `update ledger_entry set account = 'refund_clearing'
       where account = 'provider_clearing' and posting_id =
         (select id from ledger_posting where kind = 'refund_confirmed' and payment_id = ${of("settledThenBack")})`,
      `update ledger_entry set account = 'provider_clearing'
       where account = 'refund_clearing' and amount_minor > 0 and posting_id =
         (select id from ledger_posting where kind = 'refund_confirmed' and payment_id = ${of("settledThenBack")})`,
    ],
  },
  {
    named: ["I-52"],
    what: "a settlement is not announced",
    plant: [
      `update outbox set type = 'payment.unheard' where type = 'payment.completed' and subject_id = ${of("settled")}`,
    ],
  },
  {
    named: ["I-52"],
    what: "a settlement is announced with another fee",
    plant: [
      `update outbox set data = data || '{"providerFeeMinor": "0"}'
       where type = 'payment.completed' and subject_id = ${of("settled")}`,
    ],
  },
];

const fees: readonly Fault[] = [
  {
    named: ["I-53"],
    what: "a campaign loses a fee that the platform was to lose",
    plant: [`update refund set fee_bearer = 'platform' where id = ${refundOf("settledThenBack")}`],
  },
  {
    named: ["I-53"],
    what: "a fee that a campaign was to lose is not posted",
    plant: [
      `delete from ledger_entry where posting_id = ${feePostingOf("settledThenBack", "refund_fee")}`,
      `delete from ledger_posting where id = ${feePostingOf("settledThenBack", "refund_fee")}`,
    ],
  },
  {
    named: ["I-53"],
    what: "a campaign is not given back the fee of a refund that failed in the end",
    plant: [
      `delete from ledger_entry where posting_id = ${feePostingOf("feeUndone", "refund_fee_undone")}`,
      `delete from ledger_posting where id = ${feePostingOf("feeUndone", "refund_fee_undone")}`,
    ],
  },
  {
    named: ["I-54"],
    what: "the platform keeps a fee of a gift that is wholly back",
    plant: [
      `update refund set platform_fee_minor = platform_fee_minor - 1 where id = ${refundOf("feeOfHalf")}`,
      `update ledger_entry set amount_minor = amount_minor - 1
       where account = 'platform_fee' and amount_minor > 0 and posting_id = ${feePostingOf("feeOfHalf", "refund")}`,
      `update ledger_entry set amount_minor = amount_minor + 1
       where account = 'campaign_payable' and posting_id = ${feePostingOf("feeOfHalf", "refund")}`,
    ],
  },
  {
    named: ["I-54"],
    what: "a provider's fee is more than it captured",
    plant: [
      "alter table payment drop constraint payment_provider_fee_fits",
      `update payment set provider_fee_minor = captured_minor + 1 where id = ${of("feeOfHalf")}`,
    ],
  },
  {
    named: ["I-10", "I-40"],
    what: "the platform's fee is owed to the campaign as well",
    plant: [
      `update ledger_entry set amount_minor = amount_minor - 5
       where posting_id = ${of("settledThenBack", "posting")} and account = 'campaign_payable'`,
      `insert into ledger_entry (posting_id, account, currency, amount_minor)
       values (${of("settledThenBack", "posting")}, 'bank', 'BDT', 5)`,
    ],
  },
];

/** Faults in what providers paid out, and in who bears which fee. */
export const FAULTS_OF_SETTLEMENTS: readonly Fault[] = [...settlements, ...fees];
