/** The application's login on the embedded server. A deployment may give it any name (DATABASE_URL). */
export const APPLICATION_ROLE = "careforall_app";

// Every table is in exactly one of these lists; a test compares them with the tables and their triggers. The application
// reads all of them. A table that is in none is closed to it.

/**
 * The past: rows are added and stay as they are. The columns named here hold words of people, which an erasure takes out
 * (ADR 28); a trigger refuses that outside of one.
 */
export const APPEND_ONLY: Readonly<Record<string, readonly string[]>> = {
  audit_entry: [],
  campaign_milestone: [],
  campaign_status_history: [],
  dead_letter_replay: ["error", "reason"],
  erasure: [],
  ledger_entry: [],
  ledger_posting: [],
  payment_history: ["evidence"],
  payment_news: ["evidence"],
  receipt: [],
  receipt_correction: [],
  refund_history: ["evidence"],
};

/** Rows are added and changed, as far as their triggers let them, and none is ever removed. */
export const KEPT: readonly string[] = [
  "campaign",
  "campaign_text",
  "campaign_total",
  "consumer_pause",
  "consumer_progress",
  "dead_letter",
  "delivery",
  "donor",
  "message",
  "money_exception",
  "outbox",
  "payment",
  "pledge",
  "receipt_year",
  "reconciliation_finding",
  "refund",
  "upkeep_task",
  "user_account",
];

/** Rows come and go: what is folded again from events, and what is forgotten by the clock or by its person. */
export const PASSING: readonly string[] = [
  "campaign_donor",
  "donation",
  "donor_statistics",
  "giving_incident",
  "giving_try",
  "guest_request",
  "idempotency_key",
  "inbox",
  "invariant_run",
  "platform_donors",
  "public_gift",
  "rate_limit",
  "reconciliation_run",
  "upload",
  "user_challenge",
  "user_identity",
  "user_passkey",
  "user_recovery_code",
  "user_role",
  "user_session",
  "user_token",
  "user_totp",
  "worker_heartbeat",
];

/** Migrations write these, and the trigger of the audit log moves its head. */
export const READ_ONLY: readonly string[] = ["_prisma_migrations", "audit_head", "currency"];
