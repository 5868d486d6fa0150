import { isFree } from "@careforall/db/embedded";
import { OptionsError } from "@careforall/world";

/** Ports of one run, next to each other. The simulator takes its own and those up to 15 above. */
export type Ports = {
  /** Where donors and the provider find us: it leads to one of the webs. */
  readonly front: number;
  readonly webs: readonly [number, number];
  readonly workers: readonly [number, number];
  readonly postgres: number;
  /** What web and worker take for PostgreSQL. */
  readonly postgresProxy: number;
  readonly simulator: number;
  readonly redis: number;
};

/** Below the ports that systems lend to outgoing connections (32768 and up): the load makes thousands of those. */
const FIRST = 28_600;
const BLOCK = 25;
const RANGE = 300;
const SPAN = 24;
/** Below it only root may listen, and no run needs that. */
const LOWEST = 1_024;
const HIGHEST = 65_535;

/** Where the range begins: CHAOS_PORT, for whoever has something else there. */
export function firstPort(given: string | undefined): number {
  if (given === undefined || given === "") return FIRST;
  const port = Number(given);
  if (Number.isInteger(port) && port >= LOWEST && port + RANGE <= HIGHEST) return port;
  throw new OptionsError(
    `CHAOS_PORT must be a port from ${LOWEST} to ${HIGHEST - RANGE}: ${RANGE} from it on are for runs under fire; not "${given}".`,
  );
}

/** The first block whose ports are all free, so that a run can be beside `pnpm dev` and other runs. */
export async function choosePorts(): Promise<Ports> {
  const start = firstPort(process.env["CHAOS_PORT"]);
  for (let first = start; first < start + RANGE; first += BLOCK) {
    const free = await Promise.all(Array.from({ length: SPAN }, (_, i) => isFree(first + i)));
    if (!free.every(Boolean)) continue;
    return {
      front: first,
      webs: [first + 1, first + 2],
      workers: [first + 3, first + 4],
      postgres: first + 5,
      postgresProxy: first + 6,
      simulator: first + 7,
      redis: first + 23,
    };
  }
  throw new Error(
    `No ${BLOCK} free ports next to each other from ${start} to ${start + RANGE - 1}; CHAOS_PORT chooses others.`,
  );
}
