import { type Fault, of } from "./fault.ts";

const caseOf = (name: Parameters<typeof of>[0]): string =>
  `(select id from money_exception where payment_id = ${of(name)})`;
const NOBODYS = "(select id from money_exception where provider_payment_id = 'charge-nobody')";
const ACCEPTED_POSTING = `(select id from ledger_posting where kind = 'held_accepted' and payment_id = ${of("shortened")})`;

const words: readonly Fault[] = [
  {
    named: ["I-47"],
    what: "a word that nobody expected is forgotten",
    plant: [`update payment set needs_review_at = null, needs_review_word = null where id = ${of("odd")}`],
  },
  {
    named: ["I-47"],
    what: "a word that nobody expected is not announced",
    plant: [`delete from outbox where type = 'payment.needs_review' and subject_id = ${of("odd")}`],
  },
  {
    named: ["I-47"],
    what: "captured money waits for somebody to read a word",
    plant: [
      "alter table payment drop constraint payment_review_as_a_whole",
      `update payment set needs_review_at = now(), needs_review_word = 'ODD' where id = ${of("plain")}`,
    ],
  },
  {
    named: ["I-35"],
    what: "an authorisation is not announced",
    plant: [`delete from outbox where type = 'payment.authorized' and subject_id = ${of("authorized")}`],
  },
];

const decisions: readonly Fault[] = [
  {
    named: ["I-48"],
    what: "accepted money is split as if all of the promise had come",
    plant: [
      `update ledger_entry set amount_minor = amount_minor - 1
       where posting_id = ${ACCEPTED_POSTING} and account = 'tip'`,
      `insert into ledger_entry (posting_id, account, provider, currency, amount_minor)
       values (${ACCEPTED_POSTING}, 'provider_fee', 'sslcommerz', 'BDT', 1)`,
    ],
  },
  {
    named: ["I-48"],
    what: "nobody says who accepted held money",
    plant: [
      "alter table money_exception drop constraint money_exception_accepted_says_why",
      `update money_exception set decided_by = null where id = ${caseOf("accepted")}`,
    ],
  },
  {
    named: ["I-48", "I-40"],
    what: "accepted money is not posted",
    plant: [
      `delete from ledger_entry where posting_id = ${ACCEPTED_POSTING}`,
      `delete from ledger_posting where id = ${ACCEPTED_POSTING}`,
    ],
  },
  {
    named: ["I-48", "I-101"],
    what: "a case is called accepted, but its money waits in suspense",
    plant: [
      `update money_exception set decision = 'accepted', resolved_at = now(), decided_by = 'x', decided_reason = 'x'
       where id = ${caseOf("short")}`,
    ],
  },
  {
    named: ["I-49"],
    what: "a case names another bank reference than its payment",
    plant: [`update money_exception set bank_reference = 'another' where id = ${caseOf("short")}`],
  },
  {
    named: ["I-49"],
    what: "a case names more money than was posted",
    plant: [`update money_exception set amount_minor = amount_minor + 1 where id = ${caseOf("short")}`],
  },
  {
    named: ["I-66"],
    what: "a case has reserved less than its refunds",
    plant: [`update money_exception set refund_reserved_minor = 1 where id = ${NOBODYS}`],
  },
  {
    named: ["I-66"],
    what: "a case of which all is back is still open",
    plant: [`update money_exception set decision = null, resolved_at = null where id = ${NOBODYS}`],
  },
  {
    named: ["I-43"],
    what: "a confirmed refund of a case is not announced",
    plant: [
      `delete from outbox where id = (select id from outbox where type = 'case.refunded' and subject_id = ${NOBODYS} limit 1)`,
    ],
  },
  {
    named: ["I-43"],
    what: "a refund of a case is announced as one of a gift, which totals would subtract",
    plant: [
      `update outbox set type = 'payment.refunded', relayed_at = null, created_at = now()
       where id = (select id from outbox where type = 'case.refunded' and subject_id = ${NOBODYS} limit 1)`,
    ],
  },
  {
    named: ["I-08"],
    what: "a refund of a case is not posted",
    plant: [
      `delete from ledger_entry where posting_id in (select l.id from ledger_posting l
         join refund r on r.id::text = l.reference where r.case_id = ${NOBODYS} and l.kind = 'refund_confirmed')`,
      `delete from ledger_posting where kind = 'refund_confirmed'
         and reference in (select id::text from refund where case_id = ${NOBODYS})`,
    ],
  },
];

const GONE = (name: "gaveWay" | "gaveWayRefunded" | "gaveWaySettled"): string =>
  `(select id from money_exception where payment_id = ${of(name)} and gave_way_at is not null)`;

const charges: readonly Fault[] = [
  {
    named: ["I-12"],
    what: "a gift took the place of a held charge, and its case does not say so",
    plant: [`update money_exception set gave_way_at = null where id = ${GONE("gaveWay")}`],
  },
  {
    named: ["I-82"],
    what: "a held charge gave way although nothing is the gift",
    plant: [`update money_exception set gave_way_at = now() where id = ${caseOf("risky")}`],
  },
  {
    named: ["I-82", "I-33", "I-34"],
    what: "money as promised waits as a second capture while nothing fulfils its pledge",
    plant: [`update money_exception set kind = 'second_capture' where id = ${caseOf("risky")}`],
  },
  {
    named: ["I-82", "I-12"],
    what: "a refund was moved to a case that is still its payment's capture",
    plant: [`update money_exception set gave_way_at = null where id = ${GONE("gaveWayRefunded")}`],
  },
  {
    named: ["I-66", "I-07", "I-43", "I-58"],
    what: "a refund of a charge that gave way counts against the gift",
    plant: [
      `update refund set moved_as = null, case_id = null, payment_id = ${of("gaveWayRefunded")}
       where case_id = ${GONE("gaveWayRefunded")} and failed_at is null`,
    ],
  },
  {
    named: ["I-43", "I-18"],
    what: "what a refund told before its charge gave way is told no more",
    plant: [
      `delete from outbox where type = 'payment.refunded' and subject_id = ${of("gaveWayRefunded")}
         and data ->> 'refundId' in (select id::text from refund where case_id = ${GONE("gaveWayRefunded")})`,
    ],
  },
  {
    named: ["I-52"],
    what: "the settlement of a charge that gave way afterwards is forgotten",
    plant: [`update money_exception set completed_fee_minor = null where id = ${GONE("gaveWaySettled")}`],
  },
];

/** Faults in what staff decide about money, and in what waits for them. */
export const FAULTS_OF_HOLDS: readonly Fault[] = [...words, ...decisions, ...charges];
