import * as fc from "fast-check";
import type { Real } from "./real.ts";
import type { World } from "./world.ts";

/** One kind of thing that can happen, with values that fast-check chooses. */
export type CommandSpec<A> = {
  readonly name: string;
  readonly values: fc.Arbitrary<A>;
  /** Whether it can happen now; without it, always. */
  readonly may?: (world: World, values: A) => boolean;
  /** Does it, and tells the world what must have come of it. */
  readonly run: (world: World, real: Real, values: A) => Promise<void>;
};

type Command = fc.AsyncCommand<World, Real, true>;

export type NamedCommand = { readonly name: string; readonly arbitrary: fc.Arbitrary<Command> };

/** The world is compared with the database after every command. */
export const command = <A>({ name, values, may, run }: CommandSpec<A>): NamedCommand => ({
  name,
  arbitrary: values.map((chosen): Command => ({
    check: async (world) => may === undefined || may(world, chosen),
    run: async (world, real) => {
      world.ran.set(name, (world.ran.get(name) ?? 0) + 1);
      await run(world, real, chosen);
      await real.judge(world);
    },
    toString: () => `${name}(${spell(chosen)})`,
  })),
});

const spell = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? `${inner}` : inner)) ?? "";

/** Chooses one of those that there are. */
export const pick = <T>(list: readonly T[], nr: number): T => {
  const found = list[nr % list.length];
  if (found === undefined) throw new Error("a command ran whose check should have failed");
  return found;
};

/** A number to `pick` by; small ones first, so that failures shrink to the oldest. */
export const anyOne = fc.nat({ max: 50 });
