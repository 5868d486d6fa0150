import { listDueRefunds } from "../books/refunds.ts";
import { listOverdueSessions } from "../books/sessions.ts";
import type { World } from "../world.ts";
import { settleRefund } from "./refund.ts";
import { settleTry, tryNow } from "./settle-try.ts";

/** More wait for the next round; one round must not hold up the donors. */
const ROUND_MAX = 200;

/** Ends the sessions whose time is over and pays the refunds that are due. Run by a timer and before every question. */
export function settleOverdue(world: World): void {
  const now = world.now();
  const sessions = listOverdueSessions(world.books, now, ROUND_MAX);
  const refunds = listDueRefunds(world.books, now, ROUND_MAX);
  if (sessions.length + refunds.length === 0) return;
  world.books.transact(() => {
    for (const session of sessions)
      settleTry(world, session, tryNow(world, "expire", { at: session.expiresAt }));
    for (const refund of refunds) settleRefund(world, refund, "refunded");
  });
  world.ipn.wake();
}
