import { becomesFree, isFree } from "../../packages/db/src/embedded/index.ts";
import { describeHolder } from "./port-holder.ts";
import { StartError } from "./start-error.ts";

/** A port that a setting leads to: the setting's own number plus `above`. */
export interface WantedPort {
  readonly setting: "PORT" | "WORKER_PORT" | "SIMULATOR_PORT";
  readonly value: number;
  /** 0 for the setting's own port, 15 for the simulator's mailbox. */
  readonly above: number;
}

const LOOPBACK = ["127.0.0.1", "::1"];
/** Proposals further away would surprise; when all of these are taken, the person chooses. */
const PROPOSALS_MAX = 100;

async function everywhere(port: number, check: typeof isFree): Promise<boolean> {
  for (const host of LOOPBACK) {
    if (!(await check(port, host))) return false;
  }
  return true;
}

/** The next value of the setting at which each of its ports is free and which nothing else wants. */
async function propose(taken: WantedPort, wanted: readonly WantedPort[]): Promise<number> {
  const aboves = wanted.filter(({ setting }) => setting === taken.setting).map(({ above }) => above);
  const span = Math.max(...aboves);
  const others = wanted
    .filter(({ setting }) => setting !== taken.setting)
    .map(({ value, above }) => value + above);
  const collides = (first: number): boolean => others.some((port) => port >= first && port <= first + span);
  for (let first = taken.value + span + 1; first <= taken.value + span + PROPOSALS_MAX; first++) {
    const free = await Promise.all(aboves.map((above) => everywhere(first + above, isFree)));
    if (free.every(Boolean) && !collides(first)) return first;
  }
  return taken.value + PROPOSALS_MAX;
}

/** Before anything is started: names every taken port, who holds it, and what to type. */
export async function checkPorts(wanted: readonly WantedPort[], command: string): Promise<void> {
  const lines: string[] = [];
  for (const port of wanted) {
    const number = port.value + port.above;
    if (await everywhere(number, becomesFree)) continue;
    const holder = describeHolder(number) ?? "another process";
    const proposal = await propose(port, wanted);
    lines.push(
      `Port ${number} (${port.setting}) is taken by ${holder}. Stop it, or type: ${port.setting}=${proposal} ${command}`,
    );
  }
  if (lines.length > 0) throw new StartError(lines.join("\n"));
}
