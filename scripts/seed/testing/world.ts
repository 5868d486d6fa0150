import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimulator } from "../../../apps/simulator/src/start.ts";
import { parseSettings } from "../../../packages/api/src/settings/index.ts";
import { createTestDatabase } from "../../../packages/db/src/testing/index.ts";
import type { Target } from "../target.ts";

const STORE = { storeId: "seed-test", storePassword: "a-password-of-the-test" };

/** A simulator of our own with empty books, and what a program must be told to reach it. */
export type World = {
  /** Everything but DATABASE_URL. */
  readonly environment: Readonly<Record<string, string>>;
  readonly simulatorUrl: string;
  readonly stop: () => Promise<void>;
};

export async function startWorld(): Promise<World> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "careforall-seed-"));
  const simulator = await startSimulator({ port: 0, control: true, dataDir, ...STORE });
  return {
    simulatorUrl: simulator.url,
    environment: {
      CAREFORALL_MODE: "embedded",
      CAREFORALL_DATA_DIR: dataDir,
      WEB_URL: "http://localhost:3000",
      FORM_SECRET: "0123456789abcdef".repeat(3),
      FACTOR_SECRET: "fedcba9876543210".repeat(3),
      HEALTH_TOKEN: "fedcba9876543210".repeat(3),
      SSLCOMMERZ_API_URL: simulator.url,
      SSLCOMMERZ_STORE_ID: STORE.storeId,
      SSLCOMMERZ_STORE_PASSWORD: STORE.storePassword,
      SMTP_URL: `smtp://127.0.0.1:${simulator.smtpPort}`,
      LOG_LEVEL: "fatal",
      MAIL_FROM: "CareForAll <giving@careforall.localhost>",
    },
    stop: async () => {
      await simulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty database beside a world. */
export async function newTarget({ environment, simulatorUrl }: World): Promise<Target> {
  const { url: databaseUrl } = await createTestDatabase();
  return {
    databaseUrl,
    simulatorUrl,
    settings: parseSettings({ ...environment, DATABASE_URL: databaseUrl }),
  };
}
