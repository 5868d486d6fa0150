import { compareSides } from "../load/compare.ts";
import { sendNotices } from "../load/targets.ts";
import type { BenchRun } from "./bench-run.ts";
import { checkStored } from "./check-stored.ts";
import type { HttpStage } from "./http-stage.ts";

/** A signed notification, each of them new: product and bare handler. Acting on it is the worker's, later. */
export async function measureWebhook({ world, options, random, signal }: BenchRun, stage: HttpStage) {
  const { web, bare, pool } = stage;
  let number = 0;
  const next = (): number => ++number;
  const compared = await compareSides(
    {
      product: {
        target: sendNotices(`${world.webUrl}/api/webhooks/sslcommerz`, world.store, next),
        pid: web.pid,
      },
      bare: { target: sendNotices(`${world.bareUrl}/webhook`, world.store, next), pid: bare.pid },
    },
    { scale: options.scale, random, signal },
  );
  await checkStored(pool, NOTICES_ACCEPTED, compared.answered, options.scale.rounds);
  return compared;
}

const NOTICES_ACCEPTED =
  "select count(*)::int as stored from inbox where verdict = 'accepted' and repeats = 0";
