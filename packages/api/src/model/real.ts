import { openQuickJudge, type QuickJudge, readInvariants } from "@careforall/db/invariants";
import type { Context } from "../context/index.ts";
import {
  createTestCampaign,
  createTestContext,
  type TestCampaign,
  type TestContext,
} from "../testing/index.ts";
import { expectInvariants } from "../testing/index.ts";
import { compare, ModelError } from "./compare.ts";
import { type Outcome, runMortal, type Script } from "./mortal.ts";
import type { World } from "./world.ts";

const SAFETY = readInvariants().filter(({ kind }) => kind === "safety");

/** The product under test: the real verbs on a database of one run's own. */
export type Real = TestContext & {
  /** In currencies with two and with no minor digits. */
  readonly campaigns: readonly TestCampaign[];
  /** Runs a verb; the world's trouble, if it has any, comes to this one. */
  readonly attempt: <T>(
    world: World,
    verb: (ctx: Context) => Promise<T>,
    script?: Script,
  ) => Promise<Outcome<T>>;
  /** After every step: the database is what the model says, and every safety invariant is silent. */
  readonly judge: (world: World) => Promise<void>;
};

/** Throws, from `end`, what the run itself left broken. */
export async function startReal(): Promise<Real & { readonly end: () => Promise<void> }> {
  const bench = await createTestContext();
  const judge = await openQuickJudge(bench.ctx.db, SAFETY);
  const campaigns = [
    bench.campaign,
    await createTestCampaign(bench.ctx.db, { currency: "XOF" }),
    await createTestCampaign(bench.ctx.db, { currency: "USD", goalMinor: 100_000n }),
  ];
  return {
    ...bench,
    campaigns,
    attempt: (world, verb, script = {}) => {
      const { trouble } = world;
      world.trouble = null;
      return runMortal(bench.ctx, bench.provider, { trouble, script }, verb);
    },
    judge: async (world) => {
      await judgeInvariants(judge, bench);
      await compare(world, bench.ctx);
    },
    end: async () => {
      judge.close();
      await bench.drop();
    },
  };
}

async function judgeInvariants(judge: QuickJudge, { ctx }: TestContext): Promise<void> {
  const violated = await judge.violated();
  if (violated.length === 0) return;
  await expectInvariants(ctx.db);
  throw new ModelError(`${violated.join(", ")} spoke and then was silent`);
}
