import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { armedName, KILL_POINTS, killPoint } from "./index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "careforall-kill-points-"));
afterAll(() => rmSync(folder, { recursive: true }));
const arm = (): void => {
  for (const point of KILL_POINTS) writeFileSync(path.join(folder, armedName(point)), "");
};
const armed = (): readonly string[] =>
  KILL_POINTS.filter((point) => existsSync(path.join(folder, armedName(point))));

test("without the setting every point is inert: the process lives, and what is armed stays armed", () => {
  arm();
  for (const point of KILL_POINTS) killPoint(point);
  expect(armed()).toEqual(KILL_POINTS);
});

/** Passes every point in a process of its own, which was told of `given`. */
const passAll = (given: string | null) =>
  spawnSync(process.execPath, [
    "--input-type=module",
    "--eval",
    `import { killPoint, useKillPoints, KILL_POINTS } from ${JSON.stringify(path.join(import.meta.dirname, "index.ts"))};
     useKillPoints(${JSON.stringify(given)});
     for (const point of KILL_POINTS) killPoint(point);`,
  ]);

test("with the setting a process dies by SIGKILL at the first point that is armed, and takes that one with it", () => {
  arm();
  expect(passAll(folder)).toMatchObject({ signal: "SIGKILL" });
  expect(armed()).toEqual(KILL_POINTS.slice(1));
});

test("told of a folder in which nothing is armed, or of none, a process passes every point", () => {
  arm();
  expect(passAll(null)).toMatchObject({ status: 0, signal: null });
  expect(passAll(path.join(folder, "nothing-here"))).toMatchObject({ status: 0, signal: null });
  expect(armed()).toEqual(KILL_POINTS);
});
