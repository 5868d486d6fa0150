import pg from "pg";
import { plantCampaigns, type PlantedCampaign } from "../plant/campaigns.ts";
import { plantPledges } from "../plant/pledges.ts";
import type { Running } from "../world/program.ts";
import type { BenchRun } from "./bench-run.ts";

/** Where product and bare handler meet: one database, planted, and both processes warm on it. */
export type HttpStage = {
  readonly web: Running;
  readonly bare: Running;
  /** For planting and counting, not for measuring. */
  readonly pool: pg.Pool;
  /** 100,000 pledges and their total. */
  readonly big: PlantedCampaign;
  /** Where promises go. */
  readonly open: PlantedCampaign;
};

/**
 * The worker does not run here: it would work through the backlog of one side while the other is measured, on the
 * same processors. What it does has a measure of its own (captures and delay).
 */
export async function openHttpStage(run: BenchRun, nodeFlags: readonly string[] = []): Promise<HttpStage> {
  const { world, undo } = run;
  const url = await world.cluster.createDatabase("bench_http");
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => undefined); // PostgreSQL may be stopped before us after a failure
  undo.add({ stop: () => pool.end(), kill: () => undefined });
  const big = await plantPledges(pool);
  const [open] = await plantCampaigns(pool, "bench-open", 1);
  if (open === undefined) throw new Error("a campaign was planted");
  const web = await world.start("web", url, nodeFlags);
  const bare = await world.start("bare", url);
  return { web, bare, pool, big, open };
}
