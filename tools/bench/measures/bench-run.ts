import type { Options } from "../options.ts";
import type { Undo } from "@careforall/world";
import type { World } from "../world/start-world.ts";

/** What every measure gets. */
export type BenchRun = {
  readonly world: World;
  readonly options: Options;
  /** Seeded; shared, so that the whole run follows from one seed. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly undo: Undo;
};
