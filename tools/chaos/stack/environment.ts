import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Ports } from "./ports.ts";

/** Connections of one process: two webs and two workers share one PostgreSQL. */
const POOL_MAX = 10;
/** Only what a program needs to run; settings that the person set for `pnpm dev` must not change a run. */
const INHERITED = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot"] as const;
const SMTP_OFFSET = 15;
/** So short that refunds of a run come to an end within it. */
const REFUND_DELAY_MS = 300;

/** What every program of a run is told; web and worker each get their own port on top. `settings` are the pass's. */
export function commonEnvironment(
  ports: Ports,
  folder: string,
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const secret = (): string => randomBytes(36).toString("base64url");
  return {
    ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    CAREFORALL_MODE: "embedded",
    CAREFORALL_DATA_DIR: folder,
    HOST: "127.0.0.1",
    WEB_URL: `http://127.0.0.1:${ports.front}`,
    // All donors come from one address.
    LIMITS_FACTOR: "100000",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: `${POOL_MAX}`,
    FORM_SECRET: secret(),
    HEALTH_TOKEN: secret(),
    SSLCOMMERZ_API_URL: `http://127.0.0.1:${ports.simulator}`,
    SSLCOMMERZ_STORE_ID: "chaos-store",
    SSLCOMMERZ_STORE_PASSWORD: randomBytes(15).toString("hex"),
    SIMULATOR_PORT: `${ports.simulator}`,
    SIMULATOR_HOST: "127.0.0.1",
    SIMULATOR_CONTROL: "1",
    SIMULATOR_DATA_DIR: path.join(folder, "simulator"),
    SIMULATOR_REFUND_DELAY_MS: `${REFUND_DELAY_MS}`,
    SMTP_URL: `smtp://127.0.0.1:${ports.simulator + SMTP_OFFSET}`,
    MAIL_FROM: "CareForAll <giving@careforall.localhost>",
    LOG_LEVEL: "info",
    ...settings,
  };
}
