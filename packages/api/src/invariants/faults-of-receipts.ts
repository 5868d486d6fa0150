import { type Fault, of } from "./fault.ts";

/** Faults in the numbers of receipts and in what refunds do to them. */
export const FAULTS_OF_RECEIPTS: readonly Fault[] = [
  {
    named: ["I-90"],
    what: "a number is left out",
    plant: [
      `update receipt set serial = (select last_serial + 1 from receipt_year y where y.year = receipt.year)
       where pledge_id = ${of("plain", "pledge")}`,
      "update receipt_year set last_serial = last_serial + 1",
    ],
  },
  {
    named: ["I-90"],
    what: "two receipts have one number",
    plant: [
      "drop index receipt_year_serial_key",
      `update receipt set serial = 1 where pledge_id = ${of("refunded", "pledge")}`,
    ],
  },
  {
    named: ["I-90"],
    what: "a number was counted and given to nobody",
    plant: ["update receipt_year set last_serial = last_serial + 1"],
  },
  {
    named: ["I-90", "I-91"],
    what: "a receipt was deleted",
    plant: [`delete from receipt where pledge_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-91"],
    what: "a receipt is for more than was paid",
    plant: [
      `update receipt set tip_minor = tip_minor + 1, total_minor = total_minor + 1
       where pledge_id = ${of("plain", "pledge")}`,
    ],
  },
  {
    named: ["I-91"],
    what: "a receipt names another time than that of its money",
    plant: [
      `update receipt set received_at = received_at - interval '1 year' where pledge_id = ${of("plain", "pledge")}`,
    ],
  },
  {
    named: ["I-92"],
    what: "money went back and its receipt still stands for all of it",
    plant: [`delete from receipt_correction where pledge_id = ${of("partlyRefunded", "pledge")}`],
  },
  {
    named: ["I-92"],
    what: "a receipt is void whose money is with the campaign",
    plant: [
      `update receipt_correction c set kind = 'void', left_minor = 0, amount_minor = t.total_minor
       from receipt t where t.pledge_id = c.pledge_id and c.pledge_id = ${of("partlyRefunded", "pledge")} and c.seq = 1`,
    ],
  },
  {
    named: ["I-92"],
    what: "a credit note leaves a poisha too much",
    plant: [
      `update receipt_correction set left_minor = left_minor + 1 where pledge_id = ${of("partlyRefunded", "pledge")}
       and seq = 2`,
    ],
  },
  {
    named: ["I-93"],
    what: "a copy of a receipt went to somebody who had not asked",
    plant: [
      `insert into message (id, event_id, channel, template, recipient, locale, pledge_id, state, message_id, created_at, sent_at)
       values (gen_random_uuid(), ${of("plain", "event")}, 'email', 'receipt_copy', 'stranger@example.org', 'en',
               ${of("plain", "pledge")}, 'sent', '<copy@example.org>', now(), now())`,
    ],
  },
];
