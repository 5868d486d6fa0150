import { createDb, type Db } from "@careforall/db/client";
import { randomFrom, type Undo } from "@careforall/world";
import { Gateway } from "./donors/gateway.ts";
import { planDonor } from "./donors/plan-donor.ts";
import { sendDonors } from "./donors/send-donors.ts";
import { Staff } from "./donors/staff.ts";
import { judgeRun } from "./judge/judge-run.ts";
import { waitsAfter } from "./judge/recovery.ts";
import { waitUntilSettled } from "./judge/wait-until-settled.ts";
import type { Size } from "./options.ts";
import { makePlan } from "./plan/make-plan.ts";
import type { Pass } from "./plan/passes.ts";
import { startStriking } from "./plan/start-striking.ts";
import { keepLogs } from "./report/keep-logs.ts";
import { isRight, type PassRun } from "./report/pass-run.ts";
import { plantCampaigns, SLUGS } from "./stack/campaigns.ts";
import { type Stack, startStack } from "./stack/start-stack.ts";

const BACK_LIMIT_MS = 90_000;
/** Giving that stands still for so long after a strike is a finding of its own. */
const PAID_LIMIT_MS = 60_000;
const MS_PER_S = 1_000;

/** Starts the platform, sends donors through the plan of faults, lets it settle, and judges what is left. */
export async function runPass(pass: Pass, size: Size, undo: Undo): Promise<PassRun> {
  const random = randomFrom(size.seed);
  console.log(`pass ${pass.name}: ${pass.title}`);
  const stack = await startStack(undo, pass.settings);
  console.log(`wrong clock: ${stack.wrongClock ?? "none, libfaketime is not installed"}`);
  for (const { kind, why } of stack.lacks) console.log(`not struck: ${kind}, ${why}`);
  const db = createDb(stack.postgres.directUrl, { poolMax: 2, applicationName: "careforall chaos" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  await plantCampaigns(db);
  const gateway = new Gateway(stack.simulatorUrl);
  const staff = new Staff(stack.environment, undo);
  const plan = makePlan(size, [...pass.spared, ...stack.lacks.map(({ kind }) => kind)], random);
  const striking = startStriking({ stack, gateway, staff }, plan, undo);

  const startedAt = performance.now();
  console.log(`sending ${size.donations} donors and more through ${plan.length} faults`);
  let number = 0;
  const given = await sendDonors(
    { frontUrl: stack.frontUrl, gateway, staff, mayLook: pass.mayLook },
    {
      next: () => planDonor((number += 1), { slugs: SLUGS, spared: pass.sparedFates }, random),
      planned: size.donations,
      atOnce: size.donorsAtOnce,
      signal: undo.signal,
      onSetOut: striking.onSetOut,
      // Until somebody has paid after the last strike too, or it is plain that nobody can.
      isOver: (lastPaidAtMs) => {
        const lastStruckAtMs = striking.strikes().at(-1)?.atMs ?? 0;
        const isPaidSince =
          lastPaidAtMs >= lastStruckAtMs || performance.now() > lastStruckAtMs + PAID_LIMIT_MS;
        return striking.isOver() && isPaidSince;
      },
    },
  );
  await striking.untilOver();
  const seconds = Math.round((performance.now() - startedAt) / MS_PER_S);

  console.log("the faults are over; waiting until everything has settled");
  await lift(stack, gateway);
  const limitMs = size.settleLimitMs ?? pass.settleLimitMs;
  const settling = await waitUntilSettled(db, gateway, {
    limitMs,
    expected: pass.needsStatement ? "attempts" : "charges",
  });
  const statement = pass.needsStatement
    ? await compareStatement({ db, gateway, staff, stack }, limitMs)
    : null;
  const paidAtMs = given.flatMap((gift) => gift.paidAtMs ?? []);
  const run: PassRun = {
    pass: pass.name,
    title: pass.title,
    donations: given.length,
    forms: given.filter(({ plan: donor }) => donor.way === "form").length,
    refunds: staff.done,
    ...striking.struck(),
    paid: paidAtMs.length,
    seconds,
    restarts: programsOf(stack).reduce((sum, program) => sum + program.restarts(), 0),
    wrongClock: stack.wrongClock,
    lacks: stack.lacks,
    waits: waitsAfter(striking.strikes(), paidAtMs),
    settling,
    statement,
    judgement: await judgeRun(db, gateway, given),
  };
  if (!isRight(run)) console.log(`what the programs wrote: ${keepLogs(stack.folder, pass.name)}`);
  return run;
}

/** What a person does each day, and what it brought to light: charges that nobody had told us of. */
async function compareStatement(
  { db, gateway, staff, stack }: { db: Db; gateway: Gateway; staff: Staff; stack: Stack },
  limitMs: number,
): Promise<PassRun["statement"]> {
  const before = await waitUntilSettled(db, gateway, { limitMs: 0 });
  await staff.compareStatement(`${stack.simulatorUrl}/transactions.csv`, stack.folder);
  const after = await waitUntilSettled(db, gateway, { limitMs });
  return { untold: before.left.unposted, left: after.left.unposted };
}

const programsOf = (stack: Stack) => [stack.simulator, ...stack.workers, ...stack.webs];

/** A healthy world again: from here on nothing has an excuse. */
async function lift(stack: Stack, gateway: Gateway): Promise<void> {
  stack.database.setWeather({ kind: "clear" });
  for (const program of programsOf(stack)) await program.untilReady(BACK_LIMIT_MS);
  await gateway.liftFaults();
}
