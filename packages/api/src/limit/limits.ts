/**
 * Whom a limit counts. `caller`: the account that is signed in, or else the browser, known by a cookie that we signed.
 * `stranger`: the address of whoever brings neither. `address`: of everybody behind it, a whole carrier's network
 * perhaps. `email`: a digest of the address that was typed. `everybody`: all together.
 */
export type LimitBy = "caller" | "stranger" | "address" | "email" | "everybody";

export type Limit = {
  /** So many within the window; multiplied by LIMITS_FACTOR. */
  readonly points: number;
  readonly windowS: number;
  readonly by: LimitBy;
  /**
   * `quarter`: counted in Redis where there is one, else in PostgreSQL; when that does not answer, a quarter of the
   * points in each process. `hold`: always counted in PostgreSQL, and refused when that does not answer.
   */
  readonly lost: "quarter" | "hold";
  readonly about: string;
};

const MINUTE_S = 60;
const QUARTER_S = 900;
const HOUR_S = 3_600;

const limit = (
  points: number,
  windowS: number,
  by: LimitBy,
  about: string,
  lost: Limit["lost"] = "quarter",
): Limit => ({ points, windowS, by, about, lost });

/** Every limit there is. docs/limits.md is printed from it (after a change: `pnpm vitest run packages/api/src/limit -u`). */
export const LIMITS = {
  sign_in_known: limit(
    5,
    MINUTE_S,
    "caller",
    "sign-in tries of a browser that this account has signed in with",
    "hold",
  ),
  sign_in_address: limit(5, MINUTE_S, "address", "other sign-in tries", "hold"),
  sign_in_everybody: limit(100, MINUTE_S, "everybody", "other sign-in tries", "hold"),
  sign_in_failures: limit(
    10,
    QUARTER_S,
    "email",
    "failed sign-in tries; each further one doubles a delay, from which a known browser is free",
    "hold",
  ),
  account: limit(100, QUARTER_S, "address", "forms about accounts", "hold"),
  account_mail_address: limit(10, HOUR_S, "address", "mails with a link that were asked for", "hold"),
  account_mail: limit(3, HOUR_S, "email", "mails with a link that were asked for", "hold"),
  passkey: limit(30, QUARTER_S, "caller", "questions to passkeys and their answers", "hold"),
  passkey_stranger: limit(30, QUARTER_S, "stranger", "questions to passkeys and their answers", "hold"),
  guest_letter: limit(5, HOUR_S, "caller", "letters about a guest's gifts that were asked for", "hold"),
  receipt_copy: limit(20, HOUR_S, "caller", "copies of receipts by mail"),
  paper_minute: limit(20, MINUTE_S, "caller", "files of receipts, statements and lists"),
  paper_stranger: limit(60, MINUTE_S, "stranger", "files of receipts, statements and lists"),
  paper_address: limit(1_000, QUARTER_S, "address", "files of receipts, statements and lists"),
  upload: limit(20, HOUR_S, "caller", "pictures uploaded"),
  pledge: limit(100, QUARTER_S, "caller", "promises of gifts"),
  pledge_stranger: limit(100, QUARTER_S, "stranger", "promises of gifts"),
  pledge_address: limit(3_000, QUARTER_S, "address", "promises of gifts"),
  checkout_minute: limit(10, MINUTE_S, "caller", "payment pages"),
  checkout: limit(50, QUARTER_S, "caller", "payment pages"),
  checkout_stranger: limit(50, QUARTER_S, "stranger", "payment pages"),
  checkout_address: limit(3_000, QUARTER_S, "address", "payment pages"),
  challenge_wait: limit(60, QUARTER_S, "address", "checks that were waited for instead of calculated"),
  query_minute: limit(100, MINUTE_S, "caller", "questions to the interfaces"),
  query: limit(500, QUARTER_S, "caller", "questions to the interfaces"),
  query_address: limit(10_000, QUARTER_S, "address", "questions to the interfaces"),
  write: limit(100, QUARTER_S, "caller", "other changes through the interfaces"),
  write_stranger: limit(100, QUARTER_S, "stranger", "other changes through the interfaces"),
  stream_address: limit(600, MINUTE_S, "address", "live streams opened"),
  notice_address: limit(3_000, MINUTE_S, "address", "notifications of payment providers"),
  csp_report_address: limit(30, MINUTE_S, "address", "reports of browsers about blocked scripts"),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
