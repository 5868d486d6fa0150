import { type Fault, of } from "./fault.ts";

const UNKNOWN_POSTING =
  "(select posting_id from money_exception where provider_payment_id = 'charge-unknown')";

const ledger: readonly Fault[] = [
  {
    named: ["I-01", "I-02", "I-49"],
    what: "an entry is larger than what it moves",
    plant: [
      `update ledger_entry set amount_minor = amount_minor + 1 where posting_id = ${UNKNOWN_POSTING} and amount_minor > 0`,
    ],
  },
  {
    named: ["I-01"],
    what: "a posting has no entries",
    plant: [
      "insert into ledger_posting (id, kind, reference, posted_at) values (gen_random_uuid(), 'adjustment', 'none', now())",
    ],
  },
  {
    named: ["I-01", "I-49"],
    what: "two postings are wrong in opposite directions",
    plant: [
      `update ledger_entry set amount_minor = amount_minor + 1 where posting_id = ${UNKNOWN_POSTING} and amount_minor > 0`,
      "insert into ledger_posting (id, kind, reference, posted_at) values (gen_random_uuid(), 'adjustment', 'half', now())",
      `insert into ledger_entry (posting_id, account, currency, amount_minor)
       select id, 'bank', 'BDT', -1 from ledger_posting where reference = 'half'`,
    ],
  },
  {
    named: ["I-02", "I-01", "I-49"],
    what: "one side of a posting is lost",
    plant: [
      `delete from ledger_entry where posting_id = ${UNKNOWN_POSTING} and account = 'provider_clearing'`,
    ],
  },
  {
    named: ["I-03", "I-40", "I-51"],
    what: "a capture is not posted",
    plant: [
      `delete from ledger_entry where posting_id = ${of("plain", "posting")}`,
      `delete from ledger_posting where id = ${of("plain", "posting")}`,
    ],
  },
  {
    named: ["I-03", "I-51"],
    what: "held money is posted with another amount",
    plant: [`update payment set captured_minor = captured_minor + 1 where id = ${of("short")}`],
  },
  {
    named: ["I-04", "I-34", "I-51"],
    what: "a posting claims an attempt that captured nothing",
    plant: [
      `update money_exception set payment_id = ${of("open")}, kind = 'risk_hold'
       where provider_payment_id = 'charge-unknown'`,
      `update ledger_posting set payment_id = ${of("open")} where reference like '%charge-unknown'`,
    ],
  },
  {
    named: ["I-04", "I-03", "I-05", "I-51"],
    what: "a posting carries the name of another provider's charge",
    plant: [`update ledger_posting set reference = 'stripe:pi_1' where id = ${of("plain", "posting")}`],
  },
  {
    named: ["I-10"],
    what: "a tip lies on another account",
    plant: [
      `update ledger_entry set account = 'provider_fee', provider = 'sslcommerz'
       where posting_id = ${of("split", "posting")} and account = 'tip'`,
    ],
  },
  {
    named: ["I-10", "I-37", "I-40"],
    what: "a gift is owed to another campaign",
    plant: [
      `update ledger_entry set campaign_id = (select id from campaign where currency = 'XOF')
       where posting_id = ${of("plain", "posting")} and account = 'campaign_payable'`,
    ],
  },
];

const captures: readonly Fault[] = [
  {
    named: ["I-05", "I-03", "I-51", "I-91"],
    what: "a gift was captured with another amount than promised",
    plant: [`update payment set captured_minor = captured_minor - 1 where id = ${of("plain")}`],
  },
  {
    named: ["I-05"],
    what: "a part of held money is not in suspense",
    plant: [
      `update ledger_entry set amount_minor = amount_minor + 1
       where posting_id = ${of("risky", "posting")} and account = 'suspense'`,
      `insert into ledger_entry (posting_id, account, currency, amount_minor)
       values (${of("risky", "posting")}, 'bank', 'BDT', -1)`,
    ],
  },
  {
    named: ["I-05", "I-33", "I-40"],
    what: "the second success of an attempt goes to the campaign",
    plant: [
      `update ledger_entry set account = 'campaign_payable', campaign_id = (select campaign_id from pledge where id = ${of("twice", "pledge")})
       where account = 'suspense' and posting_id in
         (select id from ledger_posting where payment_id = ${of("twice")} and id <> ${of("twice", "posting")})`,
    ],
  },
  {
    named: ["I-15", "I-45", "I-56", "I-58", "I-91"],
    what: "a captured gift fulfils nothing",
    plant: [`update pledge set fulfilled_by = null where id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-15", "I-58", "I-91"],
    what: "a pledge is fulfilled by the charge that is held",
    plant: [
      `update pledge set fulfilled_by = ${of("secondCapture")} where id = ${of("secondCapture", "pledge")}`,
    ],
  },
  {
    named: ["I-15", "I-45", "I-56", "I-58"],
    what: "a pledge is fulfilled by nobody's attempt",
    plant: [`update pledge set fulfilled_by = gen_random_uuid() where id = ${of("open", "pledge")}`],
  },
  {
    named: ["I-33", "I-34"],
    what: "held money has no case",
    plant: [`delete from money_exception where posting_id = ${of("risky", "posting")}`],
  },
  {
    named: ["I-33", "I-34"],
    what: "a case gives another reason than the attempt",
    plant: [
      `update money_exception set kind = 'amount_mismatch' where posting_id = ${of("risky", "posting")}`,
    ],
  },
  {
    named: ["I-33"],
    what: "a case names another attempt than its money",
    plant: [
      `update money_exception set payment_id = ${of("short")} where posting_id = ${of("risky", "posting")}`,
    ],
  },
  {
    named: ["I-33"],
    what: "an unknown charge is in no suspense",
    plant: [
      `update ledger_entry set account = 'bank' where posting_id = ${UNKNOWN_POSTING} and account = 'suspense'`,
    ],
  },
  {
    named: ["I-33"],
    what: "a charge that nobody knows is posted without a case",
    plant: ["delete from money_exception where provider_payment_id = 'charge-unknown'"],
  },
];

const terms: readonly Fault[] = [
  {
    named: ["I-09", "I-62"],
    what: "a goal is below zero",
    plant: [
      "alter table campaign drop constraint campaign_goal_positive",
      "update campaign set goal_minor = -1 where currency = 'XOF'",
    ],
  },
  {
    named: ["I-09"],
    what: "an entry moves nothing",
    plant: [
      "alter table ledger_entry drop constraint ledger_entry_not_zero",
      `insert into ledger_entry (posting_id, account, currency, amount_minor) values (${of("plain", "posting")}, 'tip', 'BDT', 0)`,
    ],
  },
  {
    named: ["I-09", "I-36", "I-56", "I-58"],
    what: "a pledge's tip is negative",
    plant: [
      "alter table pledge drop constraint pledge_tip_not_negative",
      `update pledge set tip_minor = -5, gift_minor = gift_minor + 5 where id = ${of("open", "pledge")}`,
    ],
  },
  {
    named: ["I-37", "I-35"],
    what: "an attempt asks for more than was promised",
    plant: [`update payment set amount_minor = amount_minor + 1 where id = ${of("open")}`],
  },
  {
    named: ["I-37", "I-73"],
    what: "a campaign changes its currency",
    plant: ["update campaign set currency = 'EUR' where currency = 'XOF'"],
  },
];

/** Faults in what we hold, owe and were promised. */
export const FAULTS_OF_MONEY: readonly Fault[] = [...ledger, ...captures, ...terms];
