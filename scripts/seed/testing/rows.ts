import { createDb } from "../../../packages/db/src/client/index.ts";

/** What follows the wall clock or the simulator's address and is nobody's id or figure. */
const OUTSIDE = { askedAt: true, askFailedAt: true, asks: true, nextAskAt: true, redirectUrl: true } as const;

/** Everything that a seed leaves in a database, in one comparable value. */
export async function readRows(databaseUrl: string) {
  const db = createDb(databaseUrl, { poolMax: 2, applicationName: "seed test" });
  const { prisma } = db;
  try {
    return {
      campaigns: await prisma.campaign.findMany({
        orderBy: { id: "asc" },
        include: { texts: { orderBy: { locale: "asc" } }, total: true },
      }),
      pledges: await prisma.pledge.findMany({ orderBy: { id: "asc" } }),
      keys: await prisma.idempotencyKey.findMany({ orderBy: { key: "asc" } }),
      payments: await prisma.payment.findMany({
        orderBy: { id: "asc" },
        omit: OUTSIDE,
        // The evidence holds the times of the simulator.
        include: { history: { orderBy: { seq: "asc" }, omit: { evidence: true } }, exception: true },
      }),
      postings: await prisma.ledgerPosting.findMany({
        orderBy: { id: "asc" },
        include: { entries: { orderBy: { account: "asc" }, omit: { id: true } } },
      }),
      events: await prisma.outbox.findMany({
        orderBy: { id: "asc" },
        include: { deliveries: { orderBy: { consumer: "asc" } } },
      }),
      publicGifts: await prisma.publicGift.findMany({ orderBy: { publicId: "asc" } }),
      messages: await prisma.message.findMany({ orderBy: { id: "asc" } }),
      progress: await prisma.consumerProgress.findMany({ orderBy: { consumer: "asc" } }),
    };
  } finally {
    await db.close();
  }
}

export type Rows = Awaited<ReturnType<typeof readRows>>;
