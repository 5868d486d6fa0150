import { setImmediate as turn } from "node:timers/promises";
import { createMetrics } from "@careforall/api/observe";
import { expect, test } from "vitest";
import { watchReach } from "./reach.ts";

test("a refusal is known to the request that met it, after its awaits too, and to no other", async () => {
  const metrics = createMetrics();
  const { reach, note } = watchReach(metrics);
  const crowded = reach.watch(async () => {
    await turn();
    note("donors", "full");
    await turn();
    return reach.refusal();
  });
  const served = reach.watch(async () => {
    await turn();
    await turn();
    return reach.refusal();
  });
  expect(await Promise.all([crowded, served])).toEqual(["full", null]);
  // What no request asked for is counted all the same.
  note("webhooks", "late");
  expect(reach.refusal()).toBeNull();
  const { values } = await metrics.poolRefusals.get();
  expect(values.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
    { pool: "donors", why: "full", value: 1 },
    { pool: "webhooks", why: "late", value: 1 },
  ]);
});
