import { createDb, type Db } from "@careforall/db/client";
import { createTestDatabase } from "@careforall/db/testing";
import { type Context, newId, newToken } from "../context/index.ts";
import { LiveHub, silentSource, TotalsCache } from "../live/index.ts";
import { createLogger, createMetrics } from "../observe/index.ts";
import { createPasswords } from "../password/index.ts";
import { expectInvariants } from "./expect-invariants.ts";
import { MemoryFiles } from "./memory-files.ts";
import { createTestCampaign, type TestCampaign } from "./test-campaign.ts";
import { ScriptedProvider } from "./scripted-provider.ts";

export type TestContext = {
  readonly ctx: Context;
  /**
   * The same database as the owner of its tables, who may switch its guards off and make tables. `ctx.db` is the role of
   * web and worker: what it may not do, no verb may.
   */
  readonly owner: Db;
  readonly provider: ScriptedProvider;
  readonly files: MemoryFiles;
  /** An open campaign in BDT. `createTestCampaign(ctx.db, …)` makes more. */
  readonly campaign: TestCampaign;
  /**
   * Disconnects and removes the database; for `afterAll`. Throws if the tests leave it in a state that breaks a safety
   * invariant: a test may prove little and still show a defect here.
   */
  readonly drop: () => Promise<void>;
};

/** A test that waits for a whole pool of connections has a defect; ten is what one process gets in production. */
const POOL_MAX = 10;

const OWNER_POOL_MAX = 2;

/** A migrated database of one test file's own, and the verbs' context on it with a provider that obeys the test. */
export async function createTestContext(): Promise<TestContext> {
  const database = await createTestDatabase();
  const applicationName = "careforall test";
  const db = createDb(database.applicationUrl, { poolMax: POOL_MAX, applicationName });
  const owner = createDb(database.url, { poolMax: OWNER_POOL_MAX, applicationName });
  const log = createLogger("test", "silent");
  const provider = new ScriptedProvider();
  const hub = new LiveHub(silentSource);
  const files = new MemoryFiles();
  const ctx: Context = {
    db,
    log,
    hub,
    totals: new TotalsCache(db, hub),
    newId,
    newToken,
    actor: { kind: "command", name: "a test" },
    passwords: createPasswords(),
    files,
    providers: new Map([[provider.name, provider]]),
    // Tests run the loops themselves, so nothing happens behind their back.
    wake: () => undefined,
    metrics: createMetrics(),
    origin: { requestId: "test", traceparent: null },
    config: {
      webUrl: "http://localhost:3000",
      filesUrl: "http://localhost:3000",
      formSecret: "a secret that only tests use",
      factorSecret: "another secret that only tests use",
      mailDomain: "careforall.test",
      fees: { platformBasisPoints: 0, refundFeeBearer: "platform" },
      mayReconcile: true,
    },
  };
  return {
    ctx,
    owner,
    provider,
    files,
    campaign: await createTestCampaign(db),
    drop: async () => {
      try {
        await expectInvariants(db);
      } finally {
        await db.close();
        await owner.close();
        await database.drop();
      }
    },
  };
}
