import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectInvariants } from "../../packages/api/src/testing/index.ts";
import { setStage } from "./testing/stage.ts";

// docs/reconciliation.md is a page that people follow in a hurry: its commands are run here, one after the other.

const PAGE = readFileSync(path.join(import.meta.dirname, "../../docs/reconciliation.md"), "utf8");
const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) =>
    text.trim(),
  );
const LINES = blocks("sh").flatMap((block) => block.split("\n"));
const COMMANDS = LINES.filter((line) => line.startsWith("pnpm reconcile"));
const DOWNLOADS = LINES.filter((line) => line.startsWith("curl "));

let stage: Awaited<ReturnType<typeof setStage>>;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await expectInvariants(stage.ctx.db);
  await stage.stop();
});

/** The words of a line of the page; only what the page uses. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

test("every command of the page can be typed as it stands, and together they bring the books to agree", async () => {
  for (let nth = 0; nth < 3; nth++) {
    const gift = await stage.open(new Date());
    await stage.pay(gift, "success", new Date(), { ipn: false });
  }
  // The file speaks of one payment that the provider's API does not know, so that there is something to close.
  const rumour = '\r\nA-RUMOUR,rumour-1,,2026-11-21 00:00:00,seed-test,5.00,BDT,,VALID,"বিকাশ"';
  expect(DOWNLOADS).toEqual(["curl -sS -o transactions.csv http://127.0.0.1:4010/transactions.csv"]);
  expect([...COMMANDS, ...DOWNLOADS].toSorted()).toEqual(LINES.toSorted());
  const file = await stage.download((csv) => csv.trimEnd() + rumour);
  const exitCodes: [string, number][] = [];
  for (const line of COMMANDS) {
    const [, ...words] = wordsOf(line);
    const open = await stage.ctx.db.prisma.reconciliationFinding.findFirst({
      where: { closedAt: null, isDry: false },
    });
    const args = words
      .slice(1)
      .map((word) => (word === "transactions.csv" ? file : word === "<finding>" ? (open?.id ?? word) : word));
    exitCodes.push([words.slice(1).join(" "), (await stage.command(...args)).exitCode]);
  }
  expect(exitCodes).toEqual([
    ["--dry-run", 2],
    ["", 0],
    ["--dry-run --file transactions.csv", 2],
    ["--file transactions.csv", 2],
    ["--dry-run --file transactions.csv --from 2026-11-20 --to 2026-11-21", 2],
    ["--from 2026-11-20 --to 2026-11-21 --with-mail", 2],
    [expect.stringMatching(/^close <finding> /), 0],
  ]);
  expect((await stage.command()).exitCode).toBe(0);
});

test("the columns on the page are those of the file", async () => {
  const [header] = blocks("csv");
  const csv = await (await fetch(`${stage.simulatorUrl}/transactions.csv`)).text();
  expect(csv.split("\r\n")[0]).toBe(header);
});
