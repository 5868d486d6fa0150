import { type Currency, CURRENCIES } from "@careforall/domain/money";
import type { ProviderName } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { settleCharge, type SettlementView } from "./settle-charge.ts";
import { type BadLine, readStatement, type StatementLine } from "./settlement-file.ts";

/** What became of a statement, or would become of it. Amounts in minor units. */
export type SettlementImport = {
  readonly settled: number;
  /** Posted before, with the same amounts. */
  readonly duplicates: number;
  /** Every line that was not posted, in the order of the file, with the reason. */
  readonly bad: readonly BadLine[];
  /** Of what is newly settled; only currencies that occur. */
  readonly sums: readonly {
    readonly currency: Currency;
    readonly grossMinor: bigint;
    readonly feeMinor: bigint;
    readonly netMinor: bigint;
  }[];
};

/**
 * Posts a provider's statement line by line, each in its own transaction: a bad line stops no other, and a second run
 * after a crash posts only what is missing. Without `apply` it decides the same and writes nothing. Throws AppError
 * `settlement.unreadable_file` (400) when the file is no statement at all.
 */
export async function importSettlements(
  ctx: Context,
  file: {
    readonly provider: ProviderName;
    readonly name: string;
    readonly text: string;
    readonly apply: boolean;
  },
): Promise<SettlementImport> {
  const { lines, bad } = readStatement(file.text);
  const views: SettlementView[] = [];
  const refused: BadLine[] = [];
  for (const line of lines) {
    const outcome = await settleLine(ctx, file, line);
    if ("why" in outcome) refused.push(outcome);
    else views.push(outcome);
  }
  const settled = views.filter(({ outcome }) => outcome === "settled");
  return {
    settled: settled.length,
    duplicates: views.length - settled.length,
    bad: [...bad, ...refused].toSorted((a, b) => a.line - b.line),
    sums: CURRENCIES.map((currency) => sumIn(currency, settled)).filter(({ grossMinor }) => grossMinor > 0n),
  };
}

async function settleLine(
  ctx: Context,
  { provider, name, apply }: Parameters<typeof importSettlements>[1],
  { line, charge, gross, fee, net, settledOn }: StatementLine,
): Promise<SettlementView | BadLine> {
  try {
    return await settleCharge(ctx, {
      charge: { provider, ...charge },
      line: { gross, fee, net },
      settledOn,
      evidence: `${name}, line ${line}`,
      isDry: !apply,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "unprocessable") throw error;
    return { line, why: `${error.message} (${error.code})` };
  }
}

function sumIn(currency: Currency, views: readonly SettlementView[]): SettlementImport["sums"][number] {
  const own = views.filter((view) => view.currency === currency).map(({ settled }) => settled);
  const sum = (part: "grossMinor" | "feeMinor" | "netMinor") =>
    own.reduce((total, view) => total + view[part], 0n);
  return { currency, grossMinor: sum("grossMinor"), feeMinor: sum("feeMinor"), netMinor: sum("netMinor") };
}
