import { compareSides } from "../load/compare.ts";
import { createPledges } from "../load/targets.ts";
import type { BenchRun } from "./bench-run.ts";
import { checkStored } from "./check-stored.ts";
import type { HttpStage } from "./http-stage.ts";

/** A promise: product, bare handler with everything in one statement, and bare handler with the same two. */
export async function measurePledge({ world, options, random, signal }: BenchRun, stage: HttpStage) {
  const { web, bare, open, pool } = stage;
  const target = (url: string, side: string) =>
    createPledges(url, { slug: open.slug, seed: options.seed, side, random });
  const compared = await compareSides(
    {
      product: { target: target(`${world.webUrl}/api/v1/pledges`, "product"), pid: web.pid },
      bare: { target: target(`${world.bareUrl}/pledges`, "bare"), pid: bare.pid },
      bare_same_statements: { target: target(`${world.bareUrl}/pledges-in-steps`, "steps"), pid: bare.pid },
    },
    { scale: options.scale, random, signal },
  );
  await checkStored(pool, PLEDGES_WHOLE, compared.answered, options.scale.rounds);
  return compared;
}

/** Promises that are there as a whole: pledge, finished key with its answer, and event. */
const PLEDGES_WHOLE = `
  select count(*)::int as stored
  from pledge p
  join idempotency_key k on k.scope = p.key_scope and k.key = p.key and k.response is not null
  join outbox o on o.subject_id = p.id and o.type = 'pledge.created'`;
