import type { Context } from "../context/index.ts";

const LONG_AGO = new Date(0);

/** So much time passes that whatever waits for its next try is due: leases, back-offs, the poller's schedule. */
export async function timePasses({ db: { prisma } }: Context): Promise<void> {
  const isWaiting = { nextTryAt: { not: null } };
  await prisma.inbox.updateMany({
    where: { processedAt: null, verdict: "accepted" },
    // Nor do tries run out: how a dead letter comes about and back has tests of its own.
    data: { nextTryAt: LONG_AGO, attempts: 0 },
  });
  await prisma.payment.updateMany({
    where: { nextAskAt: { not: null }, rank: { lt: 40 } },
    data: { nextAskAt: LONG_AGO },
  });
  await prisma.refund.updateMany({ where: isWaiting, data: { nextTryAt: LONG_AGO } });
  await prisma.delivery.updateMany({
    where: { doneAt: null },
    data: { nextTryAt: LONG_AGO, attempts: 0 },
  });
}
