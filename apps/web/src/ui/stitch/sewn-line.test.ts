import fc from "fast-check";
import { expect, test } from "vitest";
import { sewLine } from "./sewn-line.ts";

const stitches = (path: string): number => path.split("M").length - 1;
const line = (raisedMinor: bigint, goalMinor = 100_000n, slots = 20) =>
  sewLine({ raisedMinor, goalMinor, slots });

test("a stitch is whole only when its whole share was received", () => {
  expect(stitches(line(4_999n).sewn)).toBe(0);
  expect(stitches(line(5_000n).sewn)).toBe(1);
  expect(stitches(line(68_000n).sewn)).toBe(13);
  expect(stitches(line(99_999n).sewn)).toBe(19);
  expect(stitches(line(100_000n).sewn)).toBe(20);
});

test("the stitch that has begun is drawn as far as it was given, and its holes are gone", () => {
  const half = line(2_500n);
  expect(half.started).toBe("M3.5 9l5.5 -1");
  expect(stitches(half.holes)).toBe(19);
});

test("nothing received is a row of holes", () => {
  expect(line(0n)).toMatchObject({ sewn: "", started: "", height: 16 });
  expect(stitches(line(0n).holes)).toBe(20);
});

test("beyond the goal a second row begins, and it never grows past twice the goal", () => {
  expect(line(150_000n)).toMatchObject({ height: 32 });
  expect(stitches(line(150_000n).sewn)).toBe(30);
  expect(stitches(line(900_000n).sewn)).toBe(40);
  expect(line(900_000n).holes).toBe("");
});

test("a campaign without a goal shows no stitch instead of dividing by zero", () => {
  expect(line(5_000n, 0n).sewn).toBe("");
});

test("for any sum, whole stitches never claim more than was received, and no slot is lost", () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 12n),
      fc.bigInt(1n, 10n ** 12n),
      fc.constantFrom(20, 40),
      (raised, goal, slots) => {
        const drawn = line(raised, goal, slots);
        const whole = stitches(drawn.sewn);
        expect(BigInt(whole) * goal).toBeLessThanOrEqual(raised * BigInt(slots));
        const rows = drawn.height / 16;
        expect(whole + stitches(drawn.started) + stitches(drawn.holes)).toBe(slots * rows);
      },
    ),
  );
});
