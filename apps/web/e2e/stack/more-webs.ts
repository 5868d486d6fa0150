import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "playwright/test";
import * as z from "zod";
import { DATA, PORTS, ROOT, SIMULATOR_URL, WEB_URL } from "./addresses.ts";
import { databaseUrl } from "./database-url.ts";
import { stackEnvironment } from "./environment.ts";

/** A web of the production build is up within seconds, on a machine that has other work too. */
const READY = { timeout: 60_000, intervals: [100] };

export type MoreWebs = { readonly urls: readonly string[]; readonly stop: () => Promise<void> };

/**
 * Starts so many webs more of the platform under test, on ports of their own: the same database, secrets and public address, as
 * behind one proxy, which names the donor's address (`x-forwarded-for`). `more` replaces settings.
 */
export async function startMoreWebs(
  count: number,
  more: Readonly<Record<string, string>>,
): Promise<MoreWebs> {
  const shared = { ...webEnvironment(), TRUSTED_PROXY_HOPS: "1", ...more };
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const urls = ports.map((port) => `http://localhost:${port}`);
  const children = ports.map((port) => startWeb({ ...shared, PORT: `${port}` }));
  const stop = async (): Promise<void> => void (await Promise.all(children.map(stopWeb)));
  try {
    await Promise.all(urls.map((url) => expect.poll(() => isReady(url), READY).toBe(true)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, stop };
}

const zSecrets = z.object({
  formSecret: z.string(),
  factorSecret: z.string(),
  healthToken: z.string(),
  storePassword: z.string(),
});
const SMTP_OFFSET = 15;

/** What `pnpm start` tells its own web. */
function webEnvironment(): NodeJS.ProcessEnv {
  const secrets = zSecrets.parse(JSON.parse(readFileSync(DATA.secrets, "utf8")));
  return {
    ...stackEnvironment(),
    CAREFORALL_MODE: "embedded",
    HOST: "localhost",
    WEB_URL,
    DATABASE_URL: databaseUrl(),
    FORM_SECRET: secrets.formSecret,
    FACTOR_SECRET: secrets.factorSecret,
    HEALTH_TOKEN: secrets.healthToken,
    SSLCOMMERZ_API_URL: SIMULATOR_URL,
    SSLCOMMERZ_STORE_ID: "careforall-simulated",
    SSLCOMMERZ_STORE_PASSWORD: secrets.storePassword,
    SMTP_URL: `smtp://127.0.0.1:${PORTS.simulator + SMTP_OFFSET}`,
    MAIL_FROM: "CareForAll <giving@careforall.localhost>",
    UPLOADS_DIR: DATA.uploads,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

function startWeb(env: NodeJS.ProcessEnv): ChildProcess {
  const log = openSync(DATA.moreLog, "a");
  const child = spawn(process.execPath, ["scripts/run.mjs", "apps/web/server.ts"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  return child;
}

async function stopWeb(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health/ready`).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "localhost");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
