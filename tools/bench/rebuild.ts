import { createDb } from "@careforall/db/client";
import { ensureDatabase, destroyEmbedded, signal, startEmbedded } from "@careforall/db/embedded";
import { migrate } from "@careforall/db/migrate";
import {
  createOwnedFolder,
  destroyFolder,
  postgresIn,
  readTyped,
  runTool,
  type Undo,
  wholeNumber,
} from "@careforall/world";
import pg from "pg";
import { foldBook, judgeBook, measureRebuild } from "./book/measure-rebuild.ts";
import { plantBook } from "./book/plant-book.ts";
import { verbContext } from "./measures/verb-context.ts";

// `pnpm bench:rebuild [--entries 1000000]`: plants a book, folds it through the consumers, and measures a rebuild of it.

const ENTRIES_DEFAULT = 1_000_000;
const PORT = 54_400;
const DATABASE = "book";

const USAGE = "pnpm bench:rebuild [--entries <whole number>]";

function entriesOf(typed: readonly string[]): number {
  const { entries } = readTyped(typed, { entries: { type: "string" } }, USAGE);
  return entries === undefined ? ENTRIES_DEFAULT : wholeNumber("--entries", entries, USAGE);
}

/** fsync is off: planting and folding are not what is measured, and a rebuild that compares writes no log. */
async function openBook(undo: Undo): Promise<string> {
  const folder = await createOwnedFolder("bench");
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const dataDir = postgresIn(folder);
  const server = await startEmbedded({ dataDir, preferredPort: PORT, volatile: true });
  undo.add({ stop: () => destroyEmbedded(dataDir), kill: () => signal(server.pid, "SIGQUIT") });
  await ensureDatabase(server.url(), DATABASE);
  await migrate(server.url(DATABASE));
  return server.url(DATABASE);
}

async function run(entriesMin: number, undo: Undo): Promise<void> {
  const startedAt = performance.now();
  const tell = (line: string): void => {
    undo.signal.throwIfAborted();
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s ${line}`);
  };
  const url = await openBook(undo);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  undo.add({ stop: () => client.end(), kill: () => undefined });
  tell("planting");
  const book = await plantBook(client, entriesMin, tell);
  tell(
    `a book of ${book.promises} promises, ${book.entries} ledger entries and ${book.deliveries} deliveries`,
  );
  await foldBook({ ...verbContext(url, undo), isMuted: true }, tell);
  await client.query("vacuum (analyze)");
  tell("folded; judging");
  await judgeBook(client, tell);
  const db = createDb(url, { poolMax: 1, applicationName: "careforall bench rebuild" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  const measured = await measureRebuild({ ...verbContext(url, undo), db });
  tell(
    `rebuilt ${measured.events} events and ${measured.donations} promises: ${measured.differences} rows differ`,
  );
  console.log(JSON.stringify({ ...book, ...measured, shown: measured.shown.slice(0, 1) }, null, 2));
  if (measured.differences > 0) throw new Error("the rebuild does not equal the fold");
}

await runTool(async (undo) => {
  await run(entriesOf(process.argv.slice(2)), undo);
  return true;
});
