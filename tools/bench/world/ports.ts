import { isFree } from "@careforall/db/embedded";

/** Ports of one run, next to each other. The simulator takes its own and those up to 15 above. */
export type Ports = {
  readonly web: number;
  readonly worker: number;
  readonly bare: number;
  readonly postgres: number;
  readonly simulator: number;
};

/** Below the ports that systems lend to outgoing connections (32768 and up): the load makes thousands of those. */
const FIRST = 27_500;
const BLOCK = 25;
/** Four blocks; more benches at once on one machine measure each other. */
const LAST = FIRST + 100;
const SIMULATOR_SPAN = 16;

/** The first block whose ports are all free, so that a bench can run beside `pnpm dev` and beside another bench. */
export async function choosePorts(): Promise<Ports> {
  for (let first = FIRST; first < LAST; first += BLOCK) {
    const ports = {
      web: first,
      worker: first + 1,
      bare: first + 2,
      postgres: first + 3,
      simulator: first + 4,
    };
    const all = Array.from({ length: ports.simulator + SIMULATOR_SPAN - first }, (_, i) => first + i);
    const free = await Promise.all(all.map((port) => isFree(port)));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`No ${BLOCK} free ports next to each other from ${FIRST} to ${LAST - 1}.`);
}
