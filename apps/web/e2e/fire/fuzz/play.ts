import type { Db } from "@careforall/db/client";
import { countRows } from "@careforall/db/testing";
import * as fc from "fast-check";
import { expect, test } from "../../support/test.ts";
import { measured } from "../crowd.ts";
import { assertDecent } from "./judge.ts";
import { send, type Shot } from "./shot.ts";

/** `pnpm fuzz` plays for hours. */
export const FUZZ_TIMEOUT_MS = 8 * 60 * 60_000;

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 15);
export const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_121);
/** So many shots in a run are in the air at once. */
const VOLLEY = 6;
const PLAYED = { numRuns: RUNS, seed: SEED, endOnFailure: false };

/** A crowd of large bodies leaves garbage behind that the collector takes its time with; a leak would be more. */
const GROWTH_MAX_BYTES = 400 * 1024 * 1024;

/** Sends it, and throws unless the answer is a decent one; its status. */
export const fire = async (shot: Shot): Promise<number> => {
  const answer = await send(shot);
  assertDecent(shot, answer);
  return answer === "cut" ? 413 : answer.status;
};

/** As many volleys as were asked for, of whatever the arbitrary makes. */
export const play = <T>(arbitrary: fc.Arbitrary<T>, each: (value: T) => Promise<unknown>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(arbitrary, { minLength: VOLLEY, maxLength: VOLLEY }), async (volley) => {
      await Promise.all(volley.map(each));
    }),
    PLAYED,
  );

/** What the worker writes by itself: its diary, and what the provider answers when it asks about an open attempt. */
const DIARY = [
  "inbox",
  "worker_heartbeat",
  "consumer_progress",
  "upkeep_task",
  "invariant_run",
  "reconciliation_run",
  "payment_news",
];

/** Runs `work`, after which no table may have a row more but the inbox. */
export async function writingNothing(db: Db, work: () => Promise<void>): Promise<void> {
  await expect.poll(() => measured("careforall_outbox_lag_seconds")).toBe(0);
  const before = await countRows(db, DIARY);
  await work();
  expect(await countRows(db, DIARY)).toEqual(before);
}

/** Judges how much memory the web has taken by the end of this file's tests. */
export function watchMemory(): void {
  let rssBefore = 0;
  test.beforeAll(async () => {
    rssBefore = await measured("process_resident_memory_bytes");
  });
  test.afterAll(async () => {
    const grown = (await measured("process_resident_memory_bytes")) - rssBefore;
    console.log(`memory of the web grew by ${Math.round(grown / 1024 / 1024)} MB`);
    expect(grown).toBeLessThan(GROWTH_MAX_BYTES);
  });
}
