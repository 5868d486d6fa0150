import { createLogger } from "@careforall/api/observe";
import { expect, test } from "vitest";
import { startLoop } from "./loop.ts";

const log = createLogger("test", "silent");
/** So long that only a wake-up or work can explain a further pass. */
const FOR_EVER_MS = 3_600_000;

/** A loop whose passes the test answers one by one. */
function scripted(answers: readonly (number | Error)[]) {
  let passes = 0;
  const loop = startLoop({
    name: "scripted",
    log,
    idleMs: FOR_EVER_MS,
    pass: async () => {
      const answer = answers[passes++] ?? 0;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { loop, passes: () => passes };
}

test("while there is work, passes follow each other; then the loop rests", async () => {
  const { loop, passes } = scripted([3, 1, 0]);
  await expect.poll(passes).toBe(3);
  await loop.stop();
  expect(passes()).toBe(3);
});

test("a wake-up ends the rest, and one that comes during a pass is not lost", async () => {
  const { loop, passes } = scripted([0]);
  await expect.poll(passes).toBe(1);
  loop.wake();
  await expect.poll(passes).toBe(2);
  await loop.stop();

  let count = 0;
  const inner = startLoop({
    name: "woken inside its first pass",
    log,
    idleMs: FOR_EVER_MS,
    pass: async () => {
      // The pass begins before `startLoop` has returned; a turn later the loop can be woken.
      await Promise.resolve();
      if (++count === 1) inner.wake();
      return 0;
    },
  });
  await expect.poll(() => count).toBe(2);
  await inner.stop();
});

test("a failed pass does not end the loop", async () => {
  const { loop, passes } = scripted([new Error("the database restarts"), 0]);
  await expect.poll(passes, { timeout: 5_000 }).toBe(2);
  await loop.stop();
});

test("stopping lets the pass under way finish", async () => {
  let finish: (() => void) | undefined;
  let isFinished = false;
  const loop = startLoop({
    name: "slow",
    log,
    idleMs: FOR_EVER_MS,
    pass: async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      isFinished = true;
      return 0;
    },
  });
  await expect.poll(() => finish !== undefined).toBe(true);
  const stopped = loop.stop();
  finish?.();
  await stopped;
  expect(isFinished).toBe(true);
});
