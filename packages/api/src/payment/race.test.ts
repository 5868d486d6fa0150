import { createDb, type Db, sql } from "@careforall/db/client";
import { money } from "@careforall/domain/money";
import { assert, uuidOf } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../context/index.ts";
import { checkoutPledge, getGift } from "../pledge/index.ts";
import { captured, createTestContext, noticeAbout, promiseGift } from "../testing/index.ts";
import { pollSilent, processNotices, receiveNotice } from "./index.ts";

// Two processes, each with its own pool: the worker reads the inbox while the web asks for the donor's page.

const bench = await createTestContext();
const { ctx: worker, provider } = bench;
const otherDb: Db = createDb(worker.db.url, {
  poolMax: 10,
  applicationName: "careforall test: the other process",
});
const web: Context = { ...worker, db: otherDb };
afterAll(async () => {
  await otherDb.close();
  await bench.drop();
});

const ROUNDS = 1_000;
const POLLER_ROUNDS = 200;
/** As many notifications as the worker takes at once. */
const ABREAST = 20;
/** Minutes on a busy machine; nothing is judged by time. */
const SLOW = { timeout: 600_000 };

type Paid = { readonly token: string; readonly paymentId: string };

/** A gift that is paid at the provider; its notification is stored, and nobody has asked yet. */
async function payAndTell(): Promise<Paid> {
  const { token, totalMinor } = await promiseGift(bench);
  const { redirectUrl } = await checkoutPledge(worker, { token, method: "bkash" });
  const reference = redirectUrl.split("/").at(-1) ?? "";
  const paymentId = uuidOf(reference);
  assert(paymentId !== null, "the page's address ends with the attempt's reference");
  provider.knows(reference, [captured(money(totalMinor, "BDT"), `charge-${reference}`)]);
  await receiveNotice(worker, "sslcommerz", noticeAbout(reference));
  return { token, paymentId };
}

/** Pays so many gifts at a time and lets `race` run for their captures; answers all of them. */
async function inHeats(
  rounds: number,
  race: (gifts: readonly Paid[]) => Promise<void>,
): Promise<readonly Paid[]> {
  const all: Paid[] = [];
  while (all.length < rounds) {
    const gifts = await Promise.all(Array.from({ length: ABREAST }, payAndTell));
    await race(gifts);
    all.push(...gifts);
  }
  return all;
}

/** What came of the gifts of a race, and who brought the news of their captures. */
async function whatCameOf(gifts: readonly Paid[]) {
  const ids = gifts.map(({ paymentId }) => paymentId);
  const [seen] = await worker.db.query<Record<string, bigint>>(
    sql`select (select count(*) from ledger_posting where payment_id = any(${ids}::uuid[])) as postings,
               (select count(distinct payment_id) from ledger_posting where payment_id = any(${ids}::uuid[])) as posted,
               (select count(*) from outbox where subject_id = any(${ids}::uuid[])
                and type = 'payment.captured') as events,
               (select count(*) from payment_history where payment_id = any(${ids}::uuid[])
                and to_status = 'captured') as steps,
               (select count(*) from pledge where fulfilled_by = any(${ids}::uuid[])) as fulfilled,
               (select count(*) from inbox where processed_at is null or attempts <> 1 or last_error is not null)
                 as troubled,
               (select deadlocks from pg_stat_database where datname = current_database()) as deadlocks`,
  );
  const won = await worker.db.query<{ cause: string }>(
    sql`select distinct cause from payment_history
        where payment_id = any(${ids}::uuid[]) and to_status = 'captured' order by cause`,
  );
  return { ...seen, bringers: won.map(({ cause }) => cause) };
}

/** One posting, one event and one step each; every notification done at the first try; nobody waited in a circle. */
const oneEach = (gifts: readonly Paid[], bringers: readonly string[]) => {
  const each = BigInt(gifts.length);
  const once = { postings: each, posted: each, events: each, steps: each, fulfilled: each };
  // A race that one side always wins is none.
  return { ...once, troubled: 0n, deadlocks: 0n, bringers };
};

test(
  "a webhook and the status page race for one capture, 1,000 rounds: one posting each, and no deadlock",
  SLOW,
  async () => {
    const gifts = await inHeats(ROUNDS, async (heat) => {
      const [, ...pages] = await Promise.all([
        processNotices(worker),
        ...heat.map(({ token }) => getGift(web, { token })),
      ]);
      expect(pages.filter(({ truth }) => truth !== "received" && truth !== "being_confirmed")).toEqual([]);
      const after = await Promise.all(heat.map(({ token }) => getGift(web, { token, ask: false })));
      expect(new Set(after.map(({ truth }) => truth))).toEqual(new Set(["received"]));
    });
    expect(await whatCameOf(gifts)).toEqual(oneEach(gifts, ["status_page", "webhook"]));
  },
);

test(
  "a webhook and the poller race for one capture, 200 rounds: one posting each, and no deadlock",
  SLOW,
  async () => {
    const gifts = await inHeats(POLLER_ROUNDS, async (heat) => {
      const ids = heat.map(({ paymentId }) => paymentId);
      await web.db.query(sql`update payment set next_ask_at = now() where id = any(${ids}::uuid[])`);
      await Promise.all([processNotices(worker), pollSilent(web)]);
    });
    expect(await whatCameOf(gifts)).toEqual(oneEach(gifts, ["poller", "webhook"]));
  },
);
