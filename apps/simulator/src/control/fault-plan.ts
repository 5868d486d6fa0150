/** How a call at one of the gateway's own addresses can go wrong. */
const WIRE_MODES = ["fail_500", "hang", "drop", "reset", "garbage", "lost_answer", "delay"] as const;

/** Which trouble is possible where. */
export const FAULT_MODES = {
  init: WIRE_MODES,
  /** The rest: a success that is listed and whose validation does not agree. */
  validate: [...WIRE_MODES, "not_confirmed", "other_payment", "unreadable_amount", "unknown_currency"],
  /** `no_val_id`: successes are listed without the id that a validation needs. */
  query: [...WIRE_MODES, "no_val_id"],
  /** `hold`: accepted, but not paid back until the control API says so. */
  refund: [...WIRE_MODES, "hold"],
  refund_query: WIRE_MODES,
  /** `early`: paid and told to the shop while its initiate call still waits for an answer. */
  ipn: ["hold", "drop", "delay", "duplicate", "early"],
  mail: ["reject_temporary", "reject_permanent"],
} as const satisfies Record<string, readonly string[]>;

export type FaultEndpoint = keyof typeof FAULT_MODES;
export type WireEndpoint = Exclude<FaultEndpoint, "ipn" | "mail">;
export type FaultMode = (typeof FAULT_MODES)[FaultEndpoint][number];

export type Fault = {
  readonly id: number;
  readonly endpoint: FaultEndpoint;
  readonly mode: FaultMode;
  /** How often it still strikes; null: until it is lifted. */
  readonly timesLeft: number | null;
  /** For `delay`. */
  readonly delayMs: number;
};

/** A campaign plans a handful; more is a loop that forgot to lift them. */
export const FAULTS_MAX = 100;

/** The trouble that is planned. Kept in memory: a restarted gateway is a healthy one. */
export type FaultPlan = {
  add(fault: Omit<Fault, "id">): Fault;
  list(): readonly Fault[];
  /** Lifts all, or those of one endpoint; returns how many. */
  lift(endpoint: FaultEndpoint | null): number;
  /** The oldest planned fault for an endpoint (of the given modes), used up by one; null when all is well. */
  take<Mode extends FaultMode>(
    endpoint: FaultEndpoint,
    modes: readonly Mode[],
  ): (Fault & { mode: Mode }) | null;
};

export function createFaultPlan(): FaultPlan {
  let faults: Fault[] = [];
  let lastId = 0;
  return {
    add(fault) {
      lastId += 1;
      const added = { ...fault, id: lastId };
      faults.push(added);
      return added;
    },
    list: () => faults,
    lift(endpoint) {
      const before = faults.length;
      faults = endpoint === null ? [] : faults.filter((fault) => fault.endpoint !== endpoint);
      return before - faults.length;
    },
    take(endpoint, modes) {
      for (const fault of faults) {
        const mode = modes.find((wanted) => wanted === fault.mode);
        if (fault.endpoint !== endpoint || mode === undefined) continue;
        const timesLeft = fault.timesLeft === null ? null : fault.timesLeft - 1;
        faults = faults.flatMap((kept) => {
          if (kept.id !== fault.id) return [kept];
          return timesLeft === 0 ? [] : [{ ...kept, timesLeft }];
        });
        return { ...fault, mode };
      }
      return null;
    },
  };
}
