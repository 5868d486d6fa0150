import type { KillPoint } from "@careforall/db/kill-point";

/** Every kind of trouble that the run makes, with how often it is chosen. */
export const FAULT_WEIGHTS = {
  kill_web: 10,
  kill_worker: 10,
  kill_simulator: 3,
  kill_backend: 8,
  kill_cluster: 4,
  pause_web: 4,
  pause_worker: 6,
  stop_web: 4,
  stop_worker: 4,
  database_reset: 4,
  database_silent: 3,
  database_slow: 3,
  disk_full: 3,
  redis_lost: 3,
  provider_500: 4,
  provider_hangs: 3,
  provider_loses_answer: 6,
  provider_garbage: 2,
  notices_dropped: 6,
  notices_doubled: 4,
  notices_late: 4,
} as const;

export type FaultKind = keyof typeof FAULT_WEIGHTS;

export const FAULT_KINDS = Object.keys(FAULT_WEIGHTS).filter((name): name is FaultKind =>
  Object.hasOwn(FAULT_WEIGHTS, name),
);

export type PlannedFault = {
  /** It strikes when this many donors have set out, so that a slower machine meets the same plan. */
  readonly afterDonors: number;
  readonly what:
    | { readonly kind: FaultKind }
    /** A process of ours dies at this step of the money's path, the next time that one comes to it. */
    | { readonly kind: "kill_point"; readonly point: KillPoint };
  /** Chooses among equals: which of two processes, which address of the provider. */
  readonly choice: number;
};
