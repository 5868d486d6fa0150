import { pauseConsumer, resumeConsumer } from "../outbox/index.ts";
import type { TestContext } from "./test-context.ts";

/** What staff do beside money; what they do with money is with the money. */
export async function liveStaff({ ctx }: Pick<TestContext, "ctx">): Promise<void> {
  const consumer = "receipts";
  await pauseConsumer(ctx, { consumer, who: "Farida", reason: "mail goes astray" });
  await resumeConsumer(ctx, { consumer, who: "Rina" });
  await pauseConsumer(ctx, { consumer, who: "Farida", reason: "again" });
  await resumeConsumer(ctx, { consumer, who: "Farida" });
}
