import { afterEach, expect, test } from "vitest";
import type { Paper } from "./paper.ts";
import { Press, type PressLimits } from "./press.ts";

const PAPER: Paper = {
  locale: "en",
  fileName: "paper",
  title: "Paper",
  heading: "Paper",
  number: "1",
  stamps: [],
  intro: "Words",
  lines: [{ name: "Name", value: "Value" }],
  tables: [],
  notes: [],
  lettersNote: "Letters are missing.",
};

const open: Press[] = [];
const newPress = (limits: Partial<PressLimits> = {}): Press => {
  const press = new Press(limits);
  open.push(press);
  return press;
};
afterEach(() => Promise.all(open.splice(0).map((press) => press.close())));

/** A paper that draws for much longer than others: thousands of rows. */
const long: Paper = {
  ...PAPER,
  tables: [
    {
      title: "Rows",
      amountsFrom: 1,
      head: ["Row"],
      rows: Array.from({ length: 20_000 }, (_, nr) => [`${nr}`]),
    },
  ],
};

test("papers come out one after the other, each its own", async () => {
  const press = newPress();
  const [one, other] = await Promise.all([press.print(PAPER), press.print({ ...PAPER, title: "Other" })]);
  for (const pdf of [one, other]) expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(one.equals(other)).toBe(false);
}, 60_000);

test("whoever comes when enough papers wait is told at once to come again, and the others get theirs", async () => {
  const press = newPress({ waitingMax: 1 });
  const first = press.print(PAPER);
  const second = press.print(PAPER);
  await expect(press.print(PAPER)).rejects.toMatchObject({ code: "paper.busy", retryAfterS: 5 });
  expect((await Promise.all([first, second])).every((pdf) => pdf.byteLength > 0)).toBe(true);
}, 60_000);

test("a paper that takes too long is given up, and the next has a thread of its own", async () => {
  const press = newPress({ drawMaxMs: 1 });
  await expect(press.print(long)).rejects.toMatchObject({ kind: "unavailable", code: "paper.failed" });
  const other = newPress();
  expect((await other.print(PAPER)).byteLength).toBeGreaterThan(0);
}, 60_000);

test("a paper that needs too much memory is given up alone: the process lives, the next paper is drawn", async () => {
  const press = newPress({ heapMaxMb: 96, drawMaxMs: 60_000 });
  await expect(press.print(long)).rejects.toMatchObject({ code: "paper.failed" });
  expect((await press.print(PAPER)).byteLength).toBeGreaterThan(0);
}, 120_000);

test("a paper that came out too large is not handed out", async () => {
  const press = newPress({ bytesMax: 100 });
  await expect(press.print(PAPER)).rejects.toMatchObject({ code: "paper.failed" });
}, 60_000);

test("a press that closes refuses what waits", async () => {
  const press = newPress();
  const drawn = press.print(PAPER).catch((error: unknown) => error);
  const waiting = press.print(PAPER).catch((error: unknown) => error);
  await press.close();
  expect([await drawn, await waiting]).toMatchObject([{ code: "paper.busy" }, { code: "paper.busy" }]);
});
