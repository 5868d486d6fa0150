import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import type { WireEndpoint } from "./fault-plan.ts";

/** A caller without a time-out of its own must not hold a socket for ever. */
const HANG_MS_MAX = 120_000;

/** What a misconfigured balancer in front of the gateway says. */
const GARBAGE = "<!doctype html><html><body><h1>We will be back soon</h1></body></html>";

/** Does the work of one call at the gateway's addresses, or lets the planned trouble strike first. */
export async function strikeOr(
  world: World,
  endpoint: WireEndpoint,
  call: Call,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const fault = world.faults.take(endpoint, [
    "fail_500",
    "hang",
    "drop",
    "reset",
    "garbage",
    "lost_answer",
    "delay",
  ]);
  switch (fault?.mode) {
    case undefined:
      return work();
    case "fail_500":
      return { status: 500, headers: { "content-type": "text/html" }, body: "Internal Server Error" };
    case "garbage":
      return { status: 200, headers: { "content-type": "text/html" }, body: GARBAGE };
    case "drop":
      return { hangup: "end" };
    case "reset":
      return { hangup: "reset" };
    case "hang":
      await pause(world, call, HANG_MS_MAX);
      return { hangup: "end" };
    case "lost_answer":
      await work();
      return { hangup: "end" };
    case "delay":
      await pause(world, call, fault?.delayMs ?? 0);
      return work();
  }
}

/** Waits, but never for a caller that has left, and not when the process stops. */
async function pause(world: World, call: Call, ms: number): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: AbortSignal.any([call.gone, world.stopping]) });
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
}
