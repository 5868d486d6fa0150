import { randomBytes } from "node:crypto";
import { createDb, type Db } from "@careforall/db/client";
import { test as base } from "playwright/test";
import { keepSecret } from "../leaks/keep-secret.ts";
import { watchBrowser } from "../leaks/watch-browser.ts";
import { COVERAGE } from "../stack/coverage.ts";
import { databaseUrl } from "../stack/database-url.ts";
import { countScripts } from "./count-scripts.ts";
import { simulator } from "./simulator.ts";

type TestFixtures = {
  /** An address of its own for every test: mails and pledges are found by it. */
  readonly email: string;
  /** Trouble that a test planned must not reach the next one. */
  readonly calm: undefined;
};

type WorkerFixtures = {
  /** Our books, to look at. */
  readonly db: Db;
};

const ADDRESS_BYTES = 6;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  context: async ({ context, javaScriptEnabled }, use) => {
    const write =
      COVERAGE !== null && javaScriptEnabled !== false ? countScripts(context, COVERAGE.browser) : null;
    const settle = watchBrowser(context);
    await use(context);
    await settle();
    await write?.();
  },
  email: async ({}, use) => {
    await use(newEmail());
  },
  calm: [
    async ({}, use) => {
      await use(undefined);
      await simulator.liftFaults();
      await simulator.release();
    },
    { auto: true },
  ],
  db: [
    async ({}, use) => {
      const db = createDb(databaseUrl(), { poolMax: 2, applicationName: "careforall end-to-end tests" });
      await use(db);
      await db.close();
    },
    { scope: "worker" },
  ],
});

export const newEmail = (): string =>
  keepSecret("e-mail", `donor-${randomBytes(ADDRESS_BYTES).toString("hex")}@example.org`);

export { expect } from "playwright/test";
