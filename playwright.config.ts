import { defineConfig } from "playwright/test";
import { WEB_URL } from "./apps/web/e2e/stack/addresses.ts";
import { findBrowser } from "./scripts/browser.ts";

const TEST_TIMEOUT_MS = 30_000;
const EXPECT_TIMEOUT_MS = 10_000;
/** A click that finds nothing says so soon, and not only when the whole test is out of time. */
const ACTION_TIMEOUT_MS = 10_000;
/** Below the time-out of `pnpm test` for this step, so that the stack is taken down in order. */
const SUITE_TIMEOUT_MS = 840_000;

/** Most donors hold a phone of this size; everything is tested there unless its name says otherwise. */
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const WIDE = { viewport: { width: 1280, height: 900 } };
const NO_JS = "**/*.nojs.spec.ts";
const WIDE_ONLY = "**/*.wide.spec.ts";
/** What the gateway is told to do wrong, it does to everybody; and who counts all rows wants nobody to write. */
const ALONE = ["**/answers.spec.ts", "**/access.spec.ts"];
const SCENARIOS = "**/scenarios/*.spec.ts";
/** They kill what the others need, so they come last. */
const FAULTS = "**/scenarios/fault-tolerance.spec.ts";
/** Crowds, rubbish and switches; they leave many pledges behind. */
const FIRE = "**/fire/*.spec.ts";

/**
 * How many tests run at once, of those that trouble nobody else. `pnpm test` takes two: a browser and the platform leave
 * a third of two cores idle. With one, the order of the projects is enough, and each can be run by itself.
 */
const WORKERS = Number(process.env["E2E_WORKERS"] ?? "1");
/** Who makes trouble for all begins when nobody else is left. */
const after = (...projects: string[]): string[] => (WORKERS > 1 ? projects : []);

const { executablePath, args } = await findBrowser(process.env["CHROMIUM_PATH"]);

export default defineConfig({
  testDir: "apps/web/e2e",
  globalSetup: "apps/web/e2e/set-up.ts",
  outputDir: "test-results",
  reporter: "list",
  timeout: TEST_TIMEOUT_MS,
  globalTimeout: SUITE_TIMEOUT_MS,
  expect: { timeout: EXPECT_TIMEOUT_MS },
  workers: WORKERS,
  // A test that passes at the second try has found something: there is no second try.
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  use: {
    baseURL: WEB_URL,
    locale: "en",
    actionTimeout: ACTION_TIMEOUT_MS,
    screenshot: "only-on-failure",
    launchOptions: { args: [...args], ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: "phone", testIgnore: [NO_JS, WIDE_ONLY, ...ALONE, SCENARIOS, FIRE], use: PHONE },
    { name: "nojs", testMatch: NO_JS, use: { ...PHONE, javaScriptEnabled: false } },
    { name: "wide", testMatch: WIDE_ONLY, use: WIDE },
    // The numbered scenarios of docs/testing.md, over HTTP. From here on one file after the other, in this order.
    {
      name: "scenarios",
      testMatch: [...ALONE, SCENARIOS],
      testIgnore: FAULTS,
      use: PHONE,
      workers: 1,
      dependencies: after("phone", "nojs", "wide"),
    },
    { name: "faults", testMatch: FAULTS, use: PHONE, workers: 1, dependencies: after("scenarios") },
    { name: "fire", testMatch: FIRE, use: PHONE, workers: 1, dependencies: after("faults") },
  ],
});
