import { storeCampaign } from "@careforall/api/campaign";
import { newId } from "@careforall/api/context";
import { createDb, type Db } from "@careforall/db/client";
import { randomFrom, type Undo } from "@careforall/world";
import { Gateway } from "./donors/gateway.ts";
import { planDonor } from "./donors/plan-donor.ts";
import { sendDonors } from "./donors/send-donors.ts";
import { judgeRun } from "./judge/judge-run.ts";
import { recoveryOf } from "./judge/recovery.ts";
import { waitUntilSettled } from "./judge/wait-until-settled.ts";
import type { Options } from "./options.ts";
import type { FaultKind } from "./plan/faults.ts";
import { makePlan } from "./plan/make-plan.ts";
import { strike } from "./plan/strike.ts";
import type { Run } from "./report/report.ts";
import { startStack } from "./stack/start-stack.ts";

/** The first takes half of all gifts: a campaign that everybody talks about. */
const SLUGS = ["hot", "warm", "cool", "quiet"] as const;
const BACK_LIMIT_MS = 90_000;
const MS_PER_S = 1_000;

/** Starts the platform, sends donors through the plan of faults, lets it settle, and judges what is left. */
export async function runChaos(options: Options, undo: Undo): Promise<Run> {
  const random = randomFrom(options.seed);
  console.log("starting two webs, two workers, the simulator and PostgreSQL");
  const stack = await startStack(undo);
  const db = createDb(stack.postgres.directUrl, { poolMax: 2, applicationName: "careforall chaos" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  await plantCampaigns(db);
  const gateway = new Gateway(stack.simulatorUrl);
  const plans = Array.from({ length: options.donations }, (_, i) => planDonor(i + 1, SLUGS, random));
  const plan = [...makePlan(options, random)];

  const struckAtMs: number[] = [];
  const faults: Partial<Record<FaultKind, number>> = {};
  let striking: Promise<void> = Promise.resolve();
  const startedAt = performance.now();
  console.log(`sending ${options.donations} donors through ${options.faults} faults`);
  const given = await sendDonors({ frontUrl: stack.frontUrl, gateway }, plans, {
    atOnce: options.donorsAtOnce,
    signal: undo.signal,
    onSetOut: (number) => {
      while (plan[0] !== undefined && plan[0].afterDonors <= number) {
        const fault = plan.shift();
        if (fault === undefined) return;
        // One after the other: each is seen by itself, while the donors go on.
        striking = striking.then(async () => {
          struckAtMs.push(performance.now());
          faults[fault.kind] = (faults[fault.kind] ?? 0) + 1;
          await strike({ stack, gateway }, fault);
        });
        striking.catch((error: unknown) =>
          undo.fail(error instanceof Error ? error : new Error(String(error))),
        );
      }
    },
  });
  await striking;
  const seconds = Math.round((performance.now() - startedAt) / MS_PER_S);

  console.log("the faults are over; waiting until everything has settled");
  stack.database.setWeather({ kind: "clear" });
  const programs = [stack.simulator, ...stack.workers, ...stack.webs];
  for (const program of programs) await program.untilReady(BACK_LIMIT_MS);
  await gateway.liftFaults();
  const { ms: settleMs, left } = await waitUntilSettled(db, gateway);
  const judgement = await judgeRun(db, gateway, given);
  const paidAtMs = given.flatMap((gift) => gift.paidAtMs ?? []);
  return {
    seed: options.seed,
    donations: options.donations,
    faults,
    paid: paidAtMs.length,
    seconds,
    restarts: programs.reduce((sum, program) => sum + program.restarts(), 0),
    recovery: recoveryOf(struckAtMs, paidAtMs),
    settleMs,
    left,
    judgement,
  };
}

async function plantCampaigns(db: Db): Promise<void> {
  for (const slug of SLUGS) {
    await storeCampaign(
      { db, newId, origin: { requestId: "chaos", traceparent: null } },
      {
        id: newId(),
        slug,
        kind: "emergency",
        status: "active",
        currency: "BDT",
        goalMinor: 100_000_000_000n,
        suggestedMinor: [50_000n],
        organiserName: "Karim Uddin",
        beneficiaryName: "Rina Begum",
        place: "Rangpur",
        locale: "en",
        startsAt: new Date("2026-01-01T00:00:00Z"),
        endsAt: null,
        createdAt: new Date("2026-01-01T00:00:00Z"),
        texts: [{ locale: "en", title: slug, summary: "Under fire", story: "Everything fails.", costs: [] }],
      },
    );
  }
}
