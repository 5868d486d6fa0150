import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT, type Undo } from "@careforall/world";
import { type Browser, chromium } from "playwright";
import * as z from "zod";

/** It may be unpacked from npm first. */
const FIND_LIMIT_MS = 60_000;
const zLaunch = z.object({ executablePath: z.string().optional(), args: z.array(z.string()) });

/** The browser that the tests use. */
export async function openBrowser(undo: Undo): Promise<Browser> {
  const script = path.join(ROOT, "scripts/find-browser.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: FIND_LIMIT_MS });
  const { executablePath, args } = zLaunch.parse(JSON.parse(stdout));
  const browser = await chromium.launch({
    args,
    ...(executablePath === undefined ? {} : { executablePath }),
    // Ctrl-C is ours to handle, in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  undo.add({ stop: () => browser.close(), kill: () => undefined });
  return browser;
}
