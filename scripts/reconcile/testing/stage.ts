import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Context } from "../../../packages/api/src/context/index.ts";
import { checkoutPledge, createPledge } from "../../../packages/api/src/pledge/index.ts";
import { parseSettings } from "../../../packages/api/src/settings/index.ts";
import { createTestCampaign, giftInput, newKey } from "../../../packages/api/src/testing/index.ts";
import { createDb } from "../../../packages/db/src/client/index.ts";
import { createTestDatabase } from "../../../packages/db/src/testing/index.ts";
import { referenceOf } from "../../../packages/domain/src/shared/index.ts";
import { contextOn } from "../../platform/command-context.ts";
import { startWorld } from "../../seed/testing/world.ts";
import { reconcileCommandOf } from "../options.ts";
import { runCommand } from "../run-command.ts";

export type Gift = { readonly reference: string; readonly paymentId: string; readonly token: string };

type Call = { readonly method?: string; readonly body?: object };

/** A database, a simulator with its own books, and the command between them. No worker, no web: nobody hears anything. */
export async function setStage() {
  const world = await startWorld();
  const database = await createTestDatabase();
  const environment = { ...world.environment, DATABASE_URL: database.url };
  const settings = parseSettings(environment);
  const db = createDb(database.url, { applicationName: "careforall test" });
  const ctx = contextOn(db, settings, "reconcile test");
  const campaign = await createTestCampaign(db);
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-reconcile-"));

  const control = async (address: string, { method = "POST", body = {} }: Call = {}): Promise<unknown> => {
    const response = await fetch(`${world.simulatorUrl}/control${address}`, {
      method,
      ...(method === "GET"
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return response.json();
  };

  return {
    ctx,
    environment,
    simulatorUrl: world.simulatorUrl,
    control,
    /** A donor opens a payment page at this time of our books; the provider's own clock goes on. */
    open: (at: Date): Promise<Gift> => openGift({ ...ctx, at }, campaign),
    /** What the donor then does there. The notification is the fault plan's affair. */
    pay: (gift: Gift, outcome: string, at: Date, more: object = {}) =>
      control("/sslcommerz/pay", {
        body: { tranId: gift.reference, outcome, at: at.toISOString(), ...more },
      }),
    /** What a person types after `pnpm reconcile`. */
    command: (...args: readonly string[]) =>
      runCommand(db, settings, reconcileCommandOf(args, "rina"), {
        shown: "the test",
        signal: new AbortController().signal,
      }),
    /** The merchant panel's file, as it is downloaded, perhaps changed on its way; answers its path. */
    download: async (change: (csv: string) => string = (csv) => csv): Promise<string> => {
      const file = path.join(folder, "transactions.csv");
      writeFileSync(file, change(await (await fetch(`${world.simulatorUrl}/transactions.csv`)).text()));
      return file;
    },
    stop: async (): Promise<void> => {
      await db.close();
      await database.drop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openGift(ctx: Context, campaign: Parameters<typeof giftInput>[0]): Promise<Gift> {
  const key = { scope: "rest:pledge.create", key: newKey() };
  const { token } = await createPledge({ ...ctx }, giftInput(campaign), key);
  await checkoutPledge(ctx, { token, method: "bkash" });
  const payment = await ctx.db.prisma.payment.findFirstOrThrow({ where: { pledge: { token } } });
  return { token, paymentId: payment.id, reference: referenceOf(payment.id) };
}
