import * as z from "zod";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import type { World } from "../world.ts";
import { FAULT_MODES, FAULTS_MAX, type FaultEndpoint, type FaultMode } from "./fault-plan.ts";
import { readInput, readQuery } from "./input.ts";

const isEndpoint = (name: string): name is FaultEndpoint => Object.hasOwn(FAULT_MODES, name);
const ENDPOINTS = Object.keys(FAULT_MODES).filter(isEndpoint);

const zEndpoint = z.string().refine(isEndpoint, `must be one of ${ENDPOINTS.join(", ")}`);

/** Above this a delayed call is a hanging one. */
const DELAY_MS_MAX = 600_000;
const DELAY_MS_STANDARD = 1_000;

const zFault = z.strictObject({
  endpoint: zEndpoint,
  mode: z.string(),
  times: z.int().min(1).max(1_000_000).optional(),
  delayMs: z.int().min(0).max(DELAY_MS_MAX).default(DELAY_MS_STANDARD),
});

/** Plans trouble; without `times` it lasts until it is lifted. */
export async function addFault(world: World, call: Call): Promise<Answer> {
  const { endpoint, mode, times, delayMs } = await readInput(call, zFault);
  const modes: readonly FaultMode[] = FAULT_MODES[endpoint];
  const known = modes.find((possible) => possible === mode);
  if (known === undefined) {
    throw new HttpError(400, "bad_input", `mode: ${endpoint} can ${modes.join(", ")}`);
  }
  if (world.faults.list().length >= FAULTS_MAX) {
    throw new HttpError(409, "too_many_faults", `At most ${FAULTS_MAX} faults can be planned; lift some.`);
  }
  return json({ fault: world.faults.add({ endpoint, mode: known, timesLeft: times ?? null, delayMs }) });
}

export const listFaults = (world: World): Answer => json({ faults: world.faults.list() });

const zLift = z.strictObject({ endpoint: zEndpoint.optional() });

/** Lifts all trouble, or that of one endpoint. Held notifications stay held until they are released. */
export function liftFaults(world: World, call: Call): Answer {
  const { endpoint } = readQuery(call, zLift);
  return json({ lifted: world.faults.lift(endpoint ?? null) });
}
