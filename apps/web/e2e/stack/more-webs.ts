import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "playwright/test";
import { makePlan } from "../../../../scripts/platform/environment.ts";
import { dataPaths } from "../../../../scripts/platform/paths.ts";
import { loadSecrets } from "../../../../scripts/platform/secrets.ts";
import { DATA, ROOT } from "./addresses.ts";
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
  const environment = stackEnvironment();
  const paths = dataPaths(environment);
  const plan = makePlan(
    { command: "pnpm start", production: true },
    environment,
    paths,
    loadSecrets(paths.secrets),
  );
  const shared = { ...plan.environment(databaseUrl()), TRUSTED_PROXY_HOPS: "1", ...more };
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
