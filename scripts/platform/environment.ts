import path from "node:path";
import {
  SIMULATOR_SMTP_OFFSET,
  parseSettings,
  type Settings,
} from "../../packages/api/src/settings/index.ts";
import type { DataPaths } from "./paths.ts";
import type { Secrets } from "./secrets.ts";
import { StartError } from "./start-error.ts";

export interface Mode {
  /** What the person typed, for messages that tell what to type next. */
  readonly command: "pnpm dev" | "pnpm start";
  readonly production: boolean;
}

/** Stands in while settings are checked before the embedded database has told its real address. */
const URL_TO_COME = "postgresql://127.0.0.1:54339/careforall";
const STORE_ID = "careforall-simulated";

export interface Plan {
  readonly mode: Mode;
  readonly paths: DataPaths;
  readonly settings: Settings;
  readonly simulatorPort: number;
  readonly mailboxPort: number;
  /** DATABASE_URL as the person gave it; null means the embedded server. */
  readonly givenDatabaseUrl: string | null;
  /** For every program we start, once the database's address is known. */
  readonly environment: (databaseUrl: string) => NodeJS.ProcessEnv;
}

/** Compose files and shells hand unset variables on as empty ones. */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}

/**
 * All settings spelled out, so that no program depends on another's defaults. What the person set wins, except
 * that these commands always run embedded: a deployment starts web and worker themselves.
 */
export function makePlan(mode: Mode, given: NodeJS.ProcessEnv, paths: DataPaths, secrets: Secrets): Plan {
  const person = withoutEmpty(given);
  if (person["CAREFORALL_MODE"] === "deployed") {
    throw new StartError(
      `\`${mode.command}\` runs embedded, but CAREFORALL_MODE=deployed is set. Type: env -u CAREFORALL_MODE ${mode.command} ` +
        "(a deployment runs apps/web/server.ts and apps/worker/src/main.ts with its own settings).",
    );
  }
  const port = person["PORT"] ?? "3000";
  const simulatorPort = Number(person["SIMULATOR_PORT"] ?? 4010);
  const webUrl = person["WEB_URL"] ?? `http://localhost:${port}`;
  const environment = (databaseUrl: string): NodeJS.ProcessEnv => ({
    HOST: "localhost",
    WORKER_PORT: "9464",
    SIMULATOR_CONTROL: "1",
    SIMULATOR_HOST: "127.0.0.1",
    SIMULATOR_DATA_DIR: paths.simulator,
    SIMULATOR_WEB_URL: webUrl,
    FORM_SECRET: secrets.formSecret,
    FACTOR_SECRET: secrets.factorSecret,
    HEALTH_TOKEN: secrets.healthToken,
    SSLCOMMERZ_API_URL: `http://127.0.0.1:${simulatorPort}`,
    SSLCOMMERZ_STORE_ID: STORE_ID,
    SSLCOMMERZ_STORE_PASSWORD: secrets.storePassword,
    SMTP_URL: `smtp://127.0.0.1:${simulatorPort + SIMULATOR_SMTP_OFFSET}`,
    UPLOADS_DIR: path.join(paths.folder, "uploads"),
    MAIL_FROM: "CareForAll <giving@careforall.localhost>",
    LOG_LEVEL: "info",
    ...person,
    CAREFORALL_MODE: "embedded",
    CAREFORALL_DATA_DIR: paths.folder,
    PORT: port,
    SIMULATOR_PORT: person["SIMULATOR_PORT"] ?? "4010",
    WEB_URL: webUrl,
    DATABASE_URL: databaseUrl,
    NODE_ENV: mode.production ? "production" : "development",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  const givenDatabaseUrl = person["DATABASE_URL"] ?? null;
  const settings = parseSettings(environment(givenDatabaseUrl ?? URL_TO_COME));
  const mailboxPort = simulatorPort + SIMULATOR_SMTP_OFFSET;
  return { mode, paths, settings, simulatorPort, mailboxPort, givenDatabaseUrl, environment };
}
