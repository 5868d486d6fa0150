const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a session may go unused, and how long it may live at all. Staff see other people's money. */
export const SESSION_LIMITS = {
  person: { idleMs: 14 * DAY_MS, absoluteMs: 30 * DAY_MS },
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
} as const;

/** When a session was used is written at most this often, so that a look at a page is seldom a write. */
export const SEEN_EVERY_MS = MINUTE_MS;

export type SessionFacts = {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** Who holds a role is judged by the limits of staff, from the moment of the grant. */
  readonly isStaff: boolean;
};

/** Whether a session has gone unused for too long, or lived for too long. */
export function isSessionOver({ createdAt, lastSeenAt, isStaff }: SessionFacts, at: Date): boolean {
  const { idleMs, absoluteMs } = SESSION_LIMITS[isStaff ? "staff" : "person"];
  const endsAtMs = Math.min(lastSeenAt.getTime() + idleMs, createdAt.getTime() + absoluteMs);
  return at.getTime() >= endsAtMs;
}
