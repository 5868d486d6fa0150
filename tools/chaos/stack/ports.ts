import { isFree } from "@careforall/db/embedded";

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
const LAST = FIRST + 300;
const SPAN = 24;

/** The first block whose ports are all free, so that a run can be beside `pnpm dev`. */
export async function choosePorts(): Promise<Ports> {
  for (let first = FIRST; first < LAST; first += BLOCK) {
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
  throw new Error(`No ${BLOCK} free ports next to each other from ${FIRST} to ${LAST - 1}.`);
}
