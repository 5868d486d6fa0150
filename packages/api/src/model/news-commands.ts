import type { NoticeRequest } from "@careforall/domain/payment";
import * as fc from "fast-check";
import type { Context } from "../context/index.ts";
import { runConsumers, settleConsumers } from "../outbox/index.ts";
import { pollSilent, processNotices, type Receipt, receiveNotice } from "../payment/index.ts";
import { rebuildReadModels } from "../rebuild/index.ts";
import { anyOne, command, pick } from "./command.ts";
import { requireThat } from "./compare.ts";
import type { Real } from "./real.ts";
import { timePasses } from "./time.ts";
import { giftLeft, isPaid, learn, type Notice, type World } from "./world.ts";

const CONTENT_TYPE = "application/json";
const SHOWN_MAX = 3;

/** Delivers one that waits, whichever: order is the mail's, not the provider's. The same copies come at once. */
export const deliverNotice = command({
  name: "DeliverNotice",
  values: fc.record({ of: anyOne, copies: fc.integer({ min: 1, max: 3 }) }),
  may: ({ mail }) => mail.length > 0,
  run: async (world, real, { of, copies }) => {
    const notice = pick(world.mail, of);
    const request = { body: notice.body, contentType: CONTENT_TYPE };
    const outcome = await real.attempt(world, (ctx) => deliver(ctx, request, copies));
    if (outcome.kind === "done") {
      const news = outcome.value.filter(({ isNew }) => isNew).length;
      requireThat(news === 1, `${copies} copies of one notification made ${news} rows`);
    }
    // Whoever gets no acknowledgement sends it again.
    if (!(await isStored(real, notice))) return;
    world.mail = world.mail.filter((one) => one !== notice);
    world.inbox.push(notice);
    world.delivered.push(notice);
  },
});

/** All at once; answers when the last is answered. */
async function deliver(ctx: Context, request: NoticeRequest, copies: number): Promise<readonly Receipt[]> {
  const sent = Array.from({ length: copies }, () => receiveNotice(ctx, "sslcommerz", request));
  await Promise.allSettled(sent);
  return Promise.all(sent);
}

const isStored = async (real: Real, { body }: Notice): Promise<boolean> =>
  (await real.ctx.db.prisma.inbox.count({ where: { body } })) === 1;

export const deliverAgain = command({
  name: "DeliverAgain",
  values: anyOne,
  may: ({ delivered }) => delivered.length > 0,
  run: async (world, real, nr) => {
    const { body } = pick(world.delivered, nr);
    const request = { body, contentType: CONTENT_TYPE };
    const outcome = await real.attempt(world, (ctx) => receiveNotice(ctx, "sslcommerz", request));
    requireThat(outcome.kind !== "done" || !outcome.value.isNew, "a repeat is not new");
  },
});

export const dropNotice = command({
  name: "DropNotice",
  values: anyOne,
  may: ({ mail }) => mail.length > 0,
  run: async (world, _real, nr) => {
    const lost = pick(world.mail, nr);
    world.mail = world.mail.filter((notice) => notice !== lost);
  },
});

export const forgeNotice = command({
  name: "ForgeNotice",
  values: anyOne,
  run: async (world, real, nr) => {
    const request = { body: `forged ${nr}`, contentType: CONTENT_TYPE };
    const outcome = await real.attempt(world, (ctx) => receiveNotice(ctx, "sslcommerz", request));
    requireThat(outcome.kind !== "done" || outcome.value.verdict === "rejected", "a forgery was believed");
  },
});

/** The worker's reader. What it calls done must have been acted on; what it leaves will be taken again. */
export const readInbox = command({
  name: "ReadInbox",
  values: fc.constant(null),
  run: async (world, real) => {
    await timePasses(real.ctx);
    const outcome = await real.attempt(world, processNotices);
    const where = { processedAt: null, verdict: "accepted" };
    const waiting = new Set((await real.ctx.db.prisma.inbox.findMany({ where })).map(({ body }) => body));
    const isHit = outcome.kind === "hit";
    for (const { body, about } of world.inbox) {
      const isDone = !waiting.has(body);
      requireThat(isHit || isDone === !world.isDown, `a notification is ${isDone ? "" : "not "}done`);
      if (world.isDown) continue;
      if ("charge" in about) about.isPosted.step(isDone, () => true);
      else about.books.step(isDone, learn(about));
    }
    world.inbox = world.inbox.filter(({ body }) => waiting.has(body));
  },
});

export const poll = command({
  name: "Poll",
  values: fc.constant(null),
  run: async (world, real) => {
    await timePasses(real.ctx);
    const silent = world.attempts.filter((attempt) => !isPaid(attempt));
    const outcome = await real.attempt(world, pollSilent);
    if (world.isDown) return;
    for (const attempt of silent) attempt.books.step(outcome.kind !== "hit", learn(attempt));
  },
});

export const runConsumersOnce = command({
  name: "RunConsumersOnce",
  values: fc.constant(null),
  run: async (world, real) => {
    await timePasses(real.ctx);
    await real.attempt(world, runConsumers);
  },
});

/** Once everything is applied the public total is the sum of what the model knows, and so is a rebuild. */
export const settleTotals = command({
  name: "RunConsumers",
  values: fc.constant(null),
  run: async (world, real) => {
    await timePasses(real.ctx);
    const outcome = await real.attempt(world, settleConsumers);
    if (outcome.kind === "hit") return;
    await compareTotals(world, real);
  },
});

export async function compareTotals(world: World, real: Real): Promise<void> {
  const rows = await real.ctx.db.prisma.campaignTotal.findMany();
  for (const { id } of real.campaigns) {
    const row = rows.find(({ campaignId }) => campaignId === id);
    let raised = 0n;
    let gifts = 0;
    for (const { campaign, gift } of world.pledges) {
      const left = gift === null || campaign.id !== id ? 0n : giftLeft(world, gift);
      raised += left;
      gifts += left > 0n ? 1 : 0;
    }
    const shown = `${row?.raisedMinor ?? 0n} of ${row?.giftCount ?? 0} gifts`;
    requireThat(
      shown === `${raised} of ${gifts} gifts`,
      `raised is ${shown}, lawful is ${raised} of ${gifts}`,
    );
  }
}

export const rebuildCompare = command({
  name: "RebuildCompare",
  values: fc.constant(null),
  run: async (_world, real) => {
    const asOwner = { ...real.ctx, db: real.owner };
    const { differences, shown } = await rebuildReadModels(asOwner, {
      mayReplace: false,
      shownMax: SHOWN_MAX,
    });
    requireThat(
      differences === 0,
      `a rebuild differs: ${shown.map((one) => JSON.stringify(one)).join(", ")}`,
    );
  },
});

/** What the next verb meets; without one to meet, nothing. */
export const crashHere = command({
  name: "CrashHere",
  values: fc.record({ after: fc.nat({ max: 18 }), isSent: fc.boolean(), survives: fc.boolean() }),
  may: ({ trouble }) => trouble === null,
  run: async (world, _real, trouble) => {
    world.trouble = trouble;
  },
});
