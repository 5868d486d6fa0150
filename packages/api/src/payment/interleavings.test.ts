import { money } from "@careforall/domain/money";
import type { PaymentProvider, ProviderSignal } from "@careforall/domain/payment";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../context/index.ts";
import { getGift } from "../pledge/index.ts";
import { captured, createTestContext, ended, noticeAbout, openPage, promiseGift } from "../testing/index.ts";
import { confirmPayment, processNotices, receiveNotice } from "./index.ts";

// The provider answers the status page, the reader of the inbox and the poller in whatever order fast-check chooses: an
// answer that was true when it was given may arrive after a newer one.

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const ASKERS = ["status_page", "webhook", "poller"] as const;
/** Each answer is a part of the provider's history: in progress, then failed, then paid after all. */
const HISTORY_LENGTH = 3;
const RUNS = 30;

type Ask = { readonly asker: (typeof ASKERS)[number]; readonly knows: number };

const anyAsks: fc.Arbitrary<readonly Ask[]> = fc.array(
  fc.record({ asker: fc.constantFrom(...ASKERS), knows: fc.integer({ min: 1, max: HISTORY_LENGTH }) }),
  { minLength: 2, maxLength: 5 },
);

/** A provider that answers when the scheduler says so, with what it knew when it was asked. */
function slowly(
  scheduler: fc.Scheduler,
  knew: (proofId: string | undefined) => readonly ProviderSignal[],
): Context {
  const { name, methods } = provider;
  const slow: PaymentProvider = {
    pageOrigins: [],
    name,
    methods,
    askPayment: ({ proofId }) =>
      scheduler.schedule(Promise.resolve({ signals: knew(proofId), evidence: "{}" }), proofId),
    readNotice: (request) => provider.readNotice(request),
    startCheckout: (request) => provider.startCheckout(request),
  };
  return { ...ctx, providers: new Map([[name, slow]]) };
}

async function play(scheduler: fc.Scheduler, asks: readonly Ask[]) {
  const { token, paymentId, reference, totalMinor } = await openPage(bench, await promiseGift(bench));
  const history: readonly ProviderSignal[] = [
    { kind: "pending" },
    ended("failed"),
    captured(money(totalMinor, "BDT"), `charge-${reference}`),
  ];
  const askOnce = async ({ asker, knows }: Ask, nr: number): Promise<void> => {
    // Whoever reads the inbox may read another's notification: then it is about that one's moment.
    const own = slowly(scheduler, (proofId) =>
      history.slice(0, proofId === undefined ? knows : asks[Number(proofId)]?.knows),
    );
    if (asker === "status_page") await getGift(own, { token, ask: { cause: asker, gapMs: 0 } });
    else if (asker === "poller") await confirmPayment(own, { paymentId, cause: asker });
    else {
      await receiveNotice(own, "sslcommerz", noticeAbout(reference, `${nr}`));
      await processNotices(own);
    }
  };
  await scheduler.waitFor(Promise.all(asks.map(askOnce)));
  const { prisma } = ctx.db;
  const where = { paymentId };
  return {
    payment: await prisma.payment.findUniqueOrThrow({ where: { id: paymentId } }),
    postings: await prisma.ledgerPosting.count({ where }),
    gift: await getGift(ctx, { token, ask: false }),
  };
}

test("whichever answer of the provider comes last, the strongest of them stays, and its money is posted once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anyAsks, async (scheduler, asks) => {
      // A status page that is told of the money by another asker first does not ask itself.
      const known = Math.max(...asks.map(({ knows }) => knows));
      const { payment, postings, gift } = await play(scheduler, asks);
      const isPaid = known === HISTORY_LENGTH;
      expect([payment.rank, postings]).toEqual([isPaid ? 40 : known === 2 ? 30 : 10, isPaid ? 1 : 0]);
      expect(gift.truth).toBe(isPaid ? "received" : known === 2 ? "not_charged" : "being_confirmed");
    }),
    { numRuns: RUNS },
  );
});
