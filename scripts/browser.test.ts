import { accessSync, constants } from "node:fs";
import { expect, test } from "vitest";
import { findBrowser } from "./browser.ts";

test("CHROMIUM_PATH wins over every browser of the machine", async () => {
  const { executablePath, args } = await findBrowser(process.execPath);
  expect(executablePath).toBe(process.execPath);
  expect(args).toEqual(expect.arrayContaining(["--disable-background-networking", "--no-first-run"]));
});

test.each([
  ["does not exist", "/nowhere/chromium"],
  ["cannot be run", import.meta.filename],
])("a CHROMIUM_PATH that %s is named, not passed over", async (_name, path) => {
  await expect(findBrowser(path)).rejects.toThrow(`CHROMIUM_PATH ${path} is no program`);
});

test.each([undefined, ""])(
  "without a wish (%j) a browser is found that can be run, and it keeps its guards",
  async (asked) => {
    const { executablePath, args } = await findBrowser(asked);
    if (executablePath !== undefined) accessSync(executablePath, constants.X_OK);
    expect(args).not.toContain("--single-process");
    expect(args).not.toContain("--disable-web-security");
    expect(args.includes("--no-sandbox")).toBe(process.getuid?.() === 0);
  },
);
