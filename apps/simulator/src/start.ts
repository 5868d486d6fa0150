import type { Server } from "node:http";
import type { SMTPServer } from "smtp-server";
import { openFirstAccounts } from "./books/accounts.ts";
import { openBooks, type Books } from "./books/open-books.ts";
import { createFaultPlan } from "./control/fault-plan.ts";
import { controlRoutes } from "./control/routes.ts";
import { createHttpServer } from "./http/server.ts";
import { createIpnSender, RETRY_DELAYS_MS } from "./ipn/sender.ts";
import { createSmtpServer } from "./mail/smtp.ts";
import { pageRoutes } from "./pages/routes.ts";
import { basePorts, isTaken, listenOn, startErrorOf } from "./ports.ts";
import { SETTINGS_DEFAULT, SMTP_PORT_OFFSET, StartError, type Settings } from "./settings.ts";
import { settleOverdue } from "./sslcommerz/overdue.ts";
import { sslcommerzRoutes } from "./sslcommerz/routes.ts";
import { walletRoutes } from "./wallet-page/routes.ts";
import type { World } from "./world.ts";

/** Sessions that end and refunds that settle are looked for this often; questions look by themselves. */
const OVERDUE_EVERY_MS = 1_000;

/** Answers that are not written by then are cut off. */
const STOP_MS_MAX = 5_000;
const IDLE_CHECK_MS = 25;

export type SimulatorOptions = Partial<Settings> & {
  /** Milliseconds since 1970; replaced in tests. */
  readonly now?: () => number;
  /** Replaced in tests. */
  readonly ipnRetryDelaysMs?: readonly number[];
};

export type Simulator = {
  readonly port: number;
  readonly smtpPort: number;
  /** Origin of everything, without a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
};

/** Starts the whole simulator. Throws a StartError with one clear line when it cannot. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { now = Date.now, ipnRetryDelaysMs = RETRY_DELAYS_MS, ...chosen } = options;
  const settings: Settings = { ...SETTINGS_DEFAULT, ...chosen };
  const books = openBooks(settings.dataDir);
  try {
    openFirstAccounts(books);
    return await startOver(books, { settings, now, retryDelaysMs: ipnRetryDelaysMs });
  } catch (error) {
    books.close();
    throw error;
  }
}

type StartParts = {
  readonly settings: Settings;
  readonly now: () => number;
  readonly retryDelaysMs: readonly number[];
};

/** The first base port whose two ports are both free; a chosen one is the only one that is tried. */
async function startOver(books: Books, parts: StartParts): Promise<Simulator> {
  const { port, host } = parts.settings;
  for (const base of basePorts(port)) {
    const failure = { base, port: base, host };
    try {
      const started = buildAt(books, parts, base);
      await listenOn(started.http, base, host);
      failure.port = base + SMTP_PORT_OFFSET;
      try {
        await listenOn(started.smtp.server, failure.port, host);
      } catch (error) {
        await closeHttp(started.http);
        throw error;
      }
      return run(started);
    } catch (error) {
      if (port !== 0 || !isTaken(error)) throw startErrorOf(error, failure);
    }
  }
  throw new StartError("simulator: no two free ports were found; choose a base port with SIMULATOR_PORT");
}

type Built = {
  readonly world: World;
  readonly base: number;
  readonly http: Server;
  readonly smtp: SMTPServer;
  readonly stopping: AbortController;
};

/** Makes everything that belongs to one base port. Nothing runs yet. */
function buildAt(books: Books, { settings, now, retryDelaysMs }: StartParts, base: number): Built {
  const stopping = new AbortController();
  const faults = createFaultPlan();
  const world: World = {
    settings,
    publicUrl: settings.publicUrl ?? originOf(settings.host, base),
    smtpPort: base + SMTP_PORT_OFFSET,
    books,
    faults,
    ipn: createIpnSender({ books, now, retryDelaysMs }),
    now,
    stopping: stopping.signal,
  };
  const routes = [sslcommerzRoutes, walletRoutes, pageRoutes, controlRoutes].flatMap((routesOf) =>
    routesOf(world),
  );
  return {
    world,
    base,
    http: createHttpServer(routes),
    smtp: createSmtpServer({ books, faults, now }),
    stopping,
  };
}

/** "Every address" is none that a browser can go to. */
function originOf(host: string, port: number): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function run({ world, base, http, smtp, stopping }: Built): Simulator {
  const overdue = setInterval(() => {
    try {
      settleOverdue(world);
    } catch (error) {
      console.error("simulator: overdue sessions and refunds could not be settled:", error);
    }
  }, OVERDUE_EVERY_MS);
  world.ipn.wake();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    clearInterval(overdue);
    // Answers first, then the queue: a last payment may still be written.
    await Promise.all([closeHttp(http), closeSmtp(smtp)]);
    await world.ipn.stop();
    world.books.close();
  };
  return {
    port: base,
    smtpPort: world.smtpPort,
    url: originOf(world.settings.host, base),
    stop: () => (stopped ??= stop()),
  };
}

/** Takes no new requests, lets those in flight finish, and cuts what is too slow. */
function closeHttp(http: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => http.closeIdleConnections(), IDLE_CHECK_MS);
    const cut = setTimeout(() => http.closeAllConnections(), STOP_MS_MAX);
    http.close(() => {
      clearInterval(idle);
      clearTimeout(cut);
      resolve();
    });
    http.closeIdleConnections();
  });
}

const closeSmtp = (smtp: SMTPServer): Promise<void> => new Promise((resolve) => smtp.close(() => resolve()));
