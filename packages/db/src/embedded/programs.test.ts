import { expect, test } from "vitest";
import { findPrograms } from "./programs.ts";

test("a platform without binaries is told which have them and that DATABASE_URL is the way", async () => {
  await expect(findPrograms("win32-x64")).rejects.toThrow(
    /no embedded PostgreSQL binaries for win32-x64.*DATABASE_URL=/s,
  );
});

test("supported binaries that are not installed are told to be installed", async () => {
  const other = process.platform === "darwin" ? "linux-x64" : "darwin-x64";
  await expect(findPrograms(other)).rejects.toThrow(/not installed: run `pnpm install`/);
});
