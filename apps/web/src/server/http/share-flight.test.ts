import { expect, test } from "vitest";
import { shareFlight } from "./share-flight.ts";

test("however many ask while an answer is under way, it is asked for once; then anew, after a failure too", async () => {
  let asked = 0;
  const ask = shareFlight(async () => {
    asked += 1;
    await Promise.resolve();
    if (asked === 2) throw new Error("no answer");
    return asked;
  });
  expect(await Promise.all(Array.from({ length: 1_000 }, ask))).toEqual(Array(1_000).fill(1));
  await expect(ask()).rejects.toThrow("no answer");
  expect(await ask()).toBe(3);
});
