import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Store } from "../notices/paid-notice.ts";
import type { Ports } from "./ports.ts";

/** Connections to PostgreSQL: the product's own default, and the bare handler's too. */
export const POOL_MAX = 10;

/** What the programs must be told alike. */
export type Surroundings = { readonly ports: Ports; readonly folder: string; readonly store: Store };

export const makeStore = (): Store => ({ id: "bench-store", password: randomBytes(15).toString("hex") });

/** Only what a program needs to run; settings that the person set for `pnpm dev` must not change a measurement. */
const INHERITED = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot"] as const;

const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));

/**
 * The product as `pnpm start` would run it: production, embedded mode, its own defaults, logging each request. Only
 * addresses and secrets are ours.
 */
export function productEnvironment(around: Surroundings, databaseUrl: string): NodeJS.ProcessEnv {
  const { ports, folder, store } = around;
  return {
    ...inherited(),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    CAREFORALL_MODE: "embedded",
    CAREFORALL_DATA_DIR: folder,
    HOST: "127.0.0.1",
    PORT: String(ports.web),
    WORKER_PORT: String(ports.worker),
    WEB_URL: `http://127.0.0.1:${ports.web}`,
    // The limits are asked and counted as for everybody, but all donors come from one address.
    LIMITS_FACTOR: "100000",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: String(POOL_MAX),
    FORM_SECRET: randomBytes(36).toString("base64url"),
    HEALTH_TOKEN: randomBytes(24).toString("hex"),
    SSLCOMMERZ_API_URL: `http://127.0.0.1:${ports.simulator}`,
    SSLCOMMERZ_STORE_ID: store.id,
    SSLCOMMERZ_STORE_PASSWORD: store.password,
    SIMULATOR_PORT: String(ports.simulator),
    SIMULATOR_HOST: "127.0.0.1",
    SIMULATOR_DATA_DIR: path.join(folder, "simulator"),
    SMTP_URL: `smtp://127.0.0.1:${ports.simulator + 15}`,
    MAIL_FROM: "CareForAll <giving@careforall.localhost>",
    LOG_LEVEL: "info",
  };
}

/** The bare handler: the same database, the same number of connections, production as well. */
export function bareEnvironment({ ports, store }: Surroundings, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...inherited(),
    NODE_ENV: "production",
    BARE_PORT: String(ports.bare),
    BARE_DATABASE_URL: databaseUrl,
    BARE_POOL_MAX: String(POOL_MAX),
    BARE_STORE_PASSWORD: store.password,
  };
}
