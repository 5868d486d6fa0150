/** A defect to plant in the database, to see whether it is named. */
export type Fault = {
  /** The invariants that speak: the one under test first, then those that cannot be silent about it. */
  readonly named: readonly [string, ...string[]];
  /** What is wrong, as the end of a sentence that begins with "when". */
  readonly what: string;
  /** Statements that plant it; each must change something. */
  readonly plant: readonly string[];
};

/** The histories that faults are planted in (testing/lawful-histories.ts), by their names there. */
export type StoryName =
  | "plain"
  | "split"
  | "anonymous"
  | "nameless"
  | "lateSuccess"
  | "secondCapture"
  | "fulfilling"
  | "twice"
  | "short"
  | "risky"
  | "waiting"
  | "late"
  | "reaching"
  | "partlyRefunded"
  | "refunded"
  | "refundAccepted"
  | "returned"
  | "heldAndBack"
  | "settled"
  | "settledThenBack"
  | "feeUndone"
  | "feeOfHalf"
  | "unheard"
  | "unlisted"
  | "gaveWay"
  | "gaveWayRefunded"
  | "gaveWaySettled"
  | "accepted"
  | "shortened"
  | "odd"
  | "authorized"
  | "open"
  | "ended";

/**
 * Spells a column of the temporary table `story`: its attempt (`payment`), `pledge`, the posting of its own capture,
 * and the event that announced it.
 */
export const of = (name: StoryName, column: "payment" | "pledge" | "posting" | "event" = "payment"): string =>
  `(select ${column} from story where name = '${name}')`;

/** What the story of a test must be told in: one row per history. */
export const CREATE_STORY = `
  create temporary table story as
  select name, p.id as payment, p.pledge_id as pledge,
         (select id from ledger_posting where kind = 'capture' and reference = p.provider || ':' || p.provider_payment_id) as posting,
         (select id from outbox where subject_id = p.id and type in ('payment.captured', 'payment.held') limit 1) as event
  from jsonb_to_recordset($1::jsonb) as given(name text, payment uuid) join payment p on p.id = given.payment`;
