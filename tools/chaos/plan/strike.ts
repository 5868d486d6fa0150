import { setTimeout as sleep } from "node:timers/promises";
import type { Gateway } from "../donors/gateway.ts";
import type { Staff } from "../donors/staff.ts";
import type { Stack } from "../stack/start-stack.ts";
import type { KeptProcess } from "../stack/kept-process.ts";
import { fillDisk } from "./fill-disk.ts";
import { killBackend } from "./kill-backend.ts";
import type { FaultKind, PlannedFault } from "./faults.ts";
import { loseRedis } from "./lose-redis.ts";
import { strikePoint } from "./strike-point.ts";

const PAUSE_MS = 2_500;
const WEATHER_MS = 2_500;
const SLOW_MS = 60;
/** What a planned trouble of the provider strikes at most; the rest is lifted at the end. */
const TIMES = 15;
const DELAY_MS = 3_000;

export type Reach = { readonly stack: Stack; readonly gateway: Gateway; readonly staff: Staff };
type Strike = (reach: Reach, choice: number) => Promise<void>;

const PROVIDER_ENDPOINTS = ["init", "validate", "query"] as const;

/** Makes one planned trouble, and ends it where it does not end by itself. Answers false when it met nobody. */
export async function strike(reach: Reach, { what, choice }: PlannedFault): Promise<boolean> {
  if (what.kind === "kill_point") return strikePoint(reach.stack.folder, what.point, reach.staff);
  await STRIKES[what.kind](reach, choice);
  return true;
}

const STRIKES: Record<FaultKind, Strike> = {
  kill_web: ({ stack }, choice) => signal(stack.webs, choice, "SIGKILL"),
  kill_worker: ({ stack }, choice) => signal(stack.workers, choice, "SIGKILL"),
  kill_simulator: async ({ stack }) => stack.simulator.signal("SIGKILL"),
  stop_web: ({ stack }, choice) => signal(stack.webs, choice, "SIGTERM"),
  stop_worker: ({ stack }, choice) => signal(stack.workers, choice, "SIGTERM"),
  pause_web: ({ stack }, choice) => pause(stack.webs, choice),
  pause_worker: ({ stack }, choice) => pause(stack.workers, choice),
  kill_backend: ({ stack }) => killBackend(stack.postgres.directUrl),
  kill_cluster: ({ stack }) => stack.postgres.killAndRecover(),
  database_reset: async ({ stack }) => stack.database.reset(),
  database_silent: async ({ stack }) => {
    stack.database.setWeather({ kind: "silent" });
    await sleep(WEATHER_MS);
    stack.database.setWeather({ kind: "clear" });
  },
  database_slow: async ({ stack }) => {
    stack.database.setWeather({ kind: "slow", ms: SLOW_MS });
    await sleep(WEATHER_MS);
    stack.database.setWeather({ kind: "clear" });
  },
  disk_full: ({ stack: { disk, postgres } }) =>
    fillDisk(disk ?? missing("a disk that can be full"), postgres.directUrl),
  redis_lost: ({ stack: { redis, frontUrl } }) => loseRedis(redis ?? missing("Redis"), frontUrl),
  provider_500: ({ gateway }, choice) => provider(gateway, choice, "fail_500"),
  provider_hangs: ({ gateway }, choice) => provider(gateway, choice, "delay"),
  provider_loses_answer: ({ gateway }, choice) => provider(gateway, choice, "lost_answer"),
  provider_garbage: ({ gateway }, choice) => provider(gateway, choice, "garbage"),
  notices_dropped: ({ gateway }) => notices(gateway, "drop"),
  notices_doubled: ({ gateway }) => notices(gateway, "duplicate"),
  notices_late: ({ gateway }) => notices(gateway, "delay"),
};

/** The plan spares what this machine has not (`Stack.lacks`). */
function missing(what: string): never {
  throw new Error(`there is no ${what} here, and the plan strikes it`);
}

const chosen = (processes: readonly KeptProcess[], choice: number): KeptProcess => {
  const one = processes[choice % processes.length];
  if (one === undefined) throw new Error("there is no process to strike");
  return one;
};

async function signal(
  processes: readonly KeptProcess[],
  choice: number,
  name: NodeJS.Signals,
): Promise<void> {
  chosen(processes, choice).signal(name);
}

async function pause(processes: readonly KeptProcess[], choice: number): Promise<void> {
  const one = chosen(processes, choice);
  one.signal("SIGSTOP");
  await sleep(PAUSE_MS);
  one.signal("SIGCONT");
}

async function provider(gateway: Gateway, choice: number, mode: string): Promise<void> {
  const endpoint = PROVIDER_ENDPOINTS[choice % PROVIDER_ENDPOINTS.length];
  await gateway.post("/faults", { endpoint, mode, times: TIMES, delayMs: DELAY_MS });
}

const notices = (gateway: Gateway, mode: string): Promise<void> =>
  gateway.post("/faults", { endpoint: "ipn", mode, times: TIMES, delayMs: DELAY_MS });
