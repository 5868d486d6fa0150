import { checkInvariants, describeViolations } from "@careforall/db/invariants";
import { settleConsumers } from "../outbox/index.ts";
import { pollSilent, processNotices, receiveNotice } from "../payment/index.ts";
import { pollRefunds } from "../refund/index.ts";
import { noticeAbout } from "../testing/index.ts";
import { referenceOf } from "@careforall/domain/shared";
import { requireThat } from "./compare.ts";
import { compareTotals } from "./news-commands.ts";
import type { Real } from "./real.ts";
import { takeStep } from "./refund-commands.ts";
import { timePasses } from "./time.ts";
import { type Attempt, isPaid, learn, type Stranger, type World } from "./world.ts";

/** An order is sent, then asked about, then it is over. */
const REFUND_PASSES = 3;

/**
 * The faults are over: everything that is waiting is done, and then our books are the provider's, to the unit, and the
 * liveness invariants are silent too.
 */
export async function settle(world: World, real: Real): Promise<void> {
  world.trouble = null;
  world.isDown = false;
  real.provider.isDown = false;
  await deliverWhatOnlyMailTells(world, real);
  await timePasses(real.ctx);
  await processNotices(real.ctx);
  for (const { about } of world.inbox) learnAll(about);
  world.inbox = [];
  await timePasses(real.ctx);
  await real.judge(world);
  const silent = world.attempts.filter((attempt) => !isPaid(attempt));
  await pollSilent(real.ctx);
  silent.forEach(learnAll);
  await real.judge(world);
  await settleRefunds(world, real);
  await settleConsumers(real.ctx);
  await compareTotals(world, real);
  compareBooks(world);
  const verdict = describeViolations(await checkInvariants(real.ctx.db));
  requireThat(verdict === "", `after everything has settled: ${verdict}`);
}

/** The poller asks about what is not paid; a second success and a stranger's charge are only ever told by mail. */
async function deliverWhatOnlyMailTells(world: World, real: Real): Promise<void> {
  const untold: (Attempt | Stranger)[] = [
    ...world.attempts.filter((attempt) => isPaid(attempt) && attempt.charges.length > attempt.books.now.told),
    ...world.strangers.filter(({ isPosted }) => !isPosted.now),
  ];
  for (const about of untold) {
    const reference = "reference" in about ? about.reference : referenceOf(about.id);
    const request = noticeAbout(reference, "once more, at the end");
    await receiveNotice(real.ctx, "sslcommerz", request);
    world.inbox.push({ body: request.body, about });
  }
}

function learnAll(about: Attempt | Stranger): void {
  if ("charge" in about) about.isPosted.step(true, () => true);
  else about.books.step(true, learn(about));
}

async function settleRefunds(world: World, real: Real): Promise<void> {
  for (let pass = 0; pass < REFUND_PASSES; pass++) {
    for (const [id, book] of world.refundBook) {
      if (book.state === "processing") world.refundBook.set(id, { ...book, state: "refunded" });
    }
    await timePasses(real.ctx);
    await pollRefunds(real.ctx);
    for (const refund of world.refunds) takeStep(world, refund, true);
    await real.judge(world);
  }
}

/** Every charge of the provider is posted, and every refund in its books is one of ours. */
function compareBooks({ attempts, strangers, refunds, refundBook }: World): void {
  for (const { id, charges, books } of attempts) {
    requireThat(books.now.told === charges.length, `attempt ${id} has charges that nobody told us of`);
  }
  requireThat(
    strangers.every(({ isPosted }) => isPosted.now),
    "an unknown charge is not posted",
  );
  const ours = new Set(refunds.map(({ providerRefundId }) => providerRefundId));
  requireThat(
    [...refundBook.keys()].every((id) => ours.has(id)),
    "the provider made a refund that we do not know as one of ours",
  );
}
