import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, CDPSession, Page } from "playwright/test";

/** The browser forgets what a page ran when another site takes its place, and answers nothing while that begins. */
const ASK_EVERY_MS = 200;
/** Scripts of our build; pages run some of their own and of the tests, too. */
const OURS = "/_next/static/";

type Counter = { readonly page: Page; readonly write: () => void; readonly timer: NodeJS.Timeout };

/**
 * Counts what the pages of a context run of our scripts. What it answers writes the last counts into `folder`, in the
 * shape that Node has for its own; call it before the context closes.
 */
export function countScripts(context: BrowserContext, folder: string): () => Promise<void> {
  mkdirSync(folder, { recursive: true });
  const counters: Counter[] = [];
  const writing: Promise<void>[] = [];
  context.on("page", (page) => {
    const session = startCounting(page);
    const write = (): void => void writing.push(writeCounts(page, session, folder));
    const timer = setInterval(write, ASK_EVERY_MS);
    page.once("close", () => clearInterval(timer));
    counters.push({ page, write, timer });
  });
  return async () => {
    for (const { page, write, timer } of counters) {
      clearInterval(timer);
      if (!page.isClosed()) write();
    }
    await Promise.all(writing);
  };
}

async function startCounting(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await Promise.all([
    session.send("Profiler.enable"),
    session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true }),
  ]);
  return session;
}

/** Writes what the page ran since the last time. */
async function writeCounts(page: Page, session: Promise<CDPSession>, folder: string): Promise<void> {
  try {
    const { result } = await (await session).send("Profiler.takePreciseCoverage");
    const ours = result.filter(({ url }) => url.includes(OURS));
    if (ours.length === 0) return;
    writeFileSync(path.join(folder, `${randomUUID()}.json`), JSON.stringify({ result: ours }));
  } catch (error) {
    // A page that closes meanwhile takes its counts with it, as a process does that is killed.
    if (!page.isClosed()) throw error;
  }
}
