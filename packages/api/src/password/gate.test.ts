import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

/** Work that ends when it is told to. */
function task() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end: () => end() };
}

const BUSY = { kind: "unavailable", code: "account.busy" };

test("so many work at a time, so many wait, and the next is refused at once", async () => {
  const gate = createGate({ parallelMax: 2, waitingMax: 2 });
  const tasks = Array.from({ length: 4 }, task);
  let running = 0;
  let most = 0;
  const runs = tasks.map(({ work }) =>
    gate.run(async () => {
      most = Math.max(most, ++running);
      await work();
      running -= 1;
    }),
  );
  expect(gate.waiting()).toBe(2);
  await expect(gate.run(() => Promise.resolve())).rejects.toMatchObject(BUSY);
  for (const { end } of tasks) end();
  await Promise.all(runs);
  expect([most, gate.waiting()]).toEqual([2, 0]);
  expect(await gate.run(() => Promise.resolve("later"))).toBe("later");
});

test("work that fails gives its place on", async () => {
  const gate = createGate({ parallelMax: 1, waitingMax: 1 });
  const failing = gate.run(() => Promise.reject(new Error("no")));
  const next = gate.run(() => Promise.resolve("next"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("next");
});
