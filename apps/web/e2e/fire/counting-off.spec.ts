import type { Db } from "@careforall/db/client";
import { countWaiting } from "@careforall/db/outbox";
import { runCommand } from "../support/command.ts";
import { campaignPath } from "../support/giving.ts";
import { readGift } from "../support/rest.ts";
import { movedSince, openScenarioGift, SCENARIO_CAMPAIGN, scenarioTotals } from "../support/scenario.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { WORDS } from "../support/words.ts";

// The kill switch: counting is stopped by a command, giving is not (docs/runbooks/counting-off.md).

test.describe.configure({ timeout: 120_000 });

const GIFTS = 12;
const consumers = (...args: string[]) => runCommand("scripts/consumers.ts", ...args);

test.afterEach(async () => {
  // Whatever became of the test, the next one has totals that move.
  await consumers("resume", "totals");
});

const eventsWaiting = async (db: Db): Promise<number> =>
  (await countWaiting(db)).find(({ consumer }) => consumer === "totals")?.events ?? 0;

test("counting stopped: gifts go on, the page says up to when its total is true in three languages; let go, it is exact", async ({
  page,
  db,
}) => {
  const pause = await consumers("pause", "totals", "--reason", "end-to-end test");
  expect(pause).toEqual({ code: 0, output: expect.stringContaining("is stopped in every worker") });
  const before = await scenarioTotals();

  const tokens: string[] = [];
  for (let given = 0; given < GIFTS; given++) {
    const { token, tranId } = await openScenarioGift(db, newEmail());
    await simulator.pay({ tranId, outcome: "success" });
    tokens.push(token);
  }
  for (const token of tokens) {
    await expect.poll(async () => (await readGift(token)).truth).toBe("received");
    expect((await readGift(token)).isCounted).toBe(false);
  }
  const standing = await scenarioTotals();
  expect([standing.raisedMinor, standing.giftCount]).toEqual([before.raisedMinor, before.giftCount]);
  // Promise, attempt, capture and completion of each are news for the total, and wait.
  await expect.poll(() => eventsWaiting(db)).toBeGreaterThanOrEqual(4 * GIFTS);

  for (const locale of ["bn", "fr", "en"] as const) {
    await page.goto(campaignPath(locale, SCENARIO_CAMPAIGN));
    const card = page.getByRole("complementary", { name: WORDS[locale].Totals.raised });
    const [untilTime = ""] = WORDS[locale].Totals.behind.split("{time}");
    await expect(card.getByText(untilTime.trim())).toBeVisible();
    await expect(card.locator("time")).toHaveAttribute("datetime", standing.asOf);
  }
  const words = page.getByText("Gifts made since");
  await expect(words).toBeVisible();

  const resume = await consumers("resume", "totals");
  expect(resume).toEqual({ code: 0, output: expect.stringContaining("totals goes on") });
  const resumedAt = performance.now();
  await expect
    .poll(() => movedSince(before), { timeout: 30_000, intervals: [50] })
    .toEqual({ raisedMinor: BigInt(GIFTS) * 500_00n, gifts: GIFTS });
  console.log(
    `${GIFTS} gifts were in the total ${Math.round(performance.now() - resumedAt)} ms after the command`,
  );
  for (const token of tokens) expect((await readGift(token)).isCounted).toBe(true);
  // The open page hears of it by itself, and takes its words back.
  await expect(words).toBeHidden();
  expect((await runCommand("scripts/rebuild.ts")).code).toBe(0);
});
