import { isCurrency, type Money, parseDecimal } from "@careforall/domain/money";
import { AppError, uuidOf } from "@careforall/domain/shared";
import { CsvError, parse } from "csv-parse/sync";
import * as z from "zod";
import type { ChargeName } from "./settle-charge.ts";

/** A year of a busy platform's statements, one line of about a hundred bytes per charge, is far below. */
export const FILE_CHARACTERS_MAX = 20 * 1024 * 1024;
export const LINES_MAX = 100_000;
const FIELD_CHARACTERS_MAX = 200;
const RECORD_CHARACTERS_MAX = 10_000;

const MONEY_COLUMNS = ["gross", "fee", "net", "currency", "settled_date"] as const;

/** One good line of a provider's statement, with its number in the file. */
export type StatementLine = {
  readonly line: number;
  readonly charge: Omit<ChargeName, "provider">;
  readonly gross: Money;
  readonly fee: Money;
  readonly net: Money;
  readonly settledOn: string;
};

export type BadLine = { readonly line: number; readonly why: string };

const zRow = z.object({ info: z.object({ lines: z.int() }), record: z.record(z.string(), z.string()) });
const zDay = z.iso.date();

/**
 * Reads a statement: a header with `tran_id` or `val_id` or both, gross, fee, net, currency and settled_date, in any
 * order; other columns are left alone. Amounts are decimals without separators, dates are `2026-11-21`, a time after it
 * is dropped. A line that cannot be understood is reported with its number, and never guessed at. Throws AppError
 * `settlement.unreadable_file` (400) when the file as a whole is none.
 */
export function readStatement(text: string): {
  readonly lines: readonly StatementLine[];
  readonly bad: readonly BadLine[];
} {
  const lines: StatementLine[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  for (const { line, record } of recordsOf(text)) {
    const read = readLine(line, record);
    if ("why" in read) {
      bad.push(read);
      continue;
    }
    const key = `${read.charge.paymentId} ${read.charge.providerPaymentId}`;
    const first = seen.get(key);
    if (first !== undefined) bad.push({ line, why: `repeats line ${first}` });
    else {
      seen.set(key, line);
      lines.push(read);
    }
  }
  return { lines, bad };
}

function recordsOf(
  text: string,
): readonly { readonly line: number; readonly record: Record<string, string> }[] {
  if (text.length > FILE_CHARACTERS_MAX)
    throw unreadable(`it is larger than ${FILE_CHARACTERS_MAX} characters`);
  const header = new Set<string>();
  const parsed = z.array(zRow).parse(parseCsv(text, header));
  const missing: string[] = MONEY_COLUMNS.filter((name) => !header.has(name));
  if (!header.has("tran_id") && !header.has("val_id")) missing.unshift("tran_id or val_id");
  if (missing.length > 0) throw unreadable(`its first line does not name ${missing.join(", ")}`);
  if (parsed.length > LINES_MAX) throw unreadable(`it has more than ${LINES_MAX} lines`);
  return parsed.map(({ info, record }) => ({ line: info.lines, record }));
}

/** "Settled Date" and "settled_date" are one column. */
const nameOf = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** The rows with their line numbers; `header` is filled with the names of the columns. */
function parseCsv(text: string, header: Set<string>): unknown {
  const columns = (names: readonly string[]): string[] => {
    const plain = names.map(nameOf);
    for (const name of plain) header.add(name);
    return plain;
  };
  try {
    // `to` bounds what is parsed at all: one more than is read, so that too much is noticed.
    const bounds = { to: LINES_MAX + 1, max_record_size: RECORD_CHARACTERS_MAX } as const;
    const lenient = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;
    return parse(text, { ...bounds, ...lenient, columns, info: true });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error.message);
    throw error;
  }
}

const unreadable = (why: string): AppError =>
  new AppError("invalid", "settlement.unreadable_file", `This is no statement: ${why}. Nothing was posted.`);

function readLine(line: number, record: Readonly<Record<string, string>>): StatementLine | BadLine {
  const bad = (why: string): BadLine => ({ line, why });
  const of = (name: string): string => record[name] ?? "";
  if (Object.values(record).some((field) => field.length > FIELD_CHARACTERS_MAX))
    return bad("a field is too long");
  const currency = of("currency").toUpperCase();
  if (!isCurrency(currency)) return bad(`"${of("currency")}" is no currency of ours`);
  const [gross, fee, net] = ["gross", "fee", "net"].map((name) => parseDecimal(of(name), currency));
  if (gross == null) return bad(`gross "${of("gross")}" is no amount of ${currency}`);
  if (fee == null) return bad(`fee "${of("fee")}" is no amount of ${currency}`);
  if (net == null) return bad(`net "${of("net")}" is no amount of ${currency}`);
  const day = zDay.safeParse(of("settled_date").slice(0, 10));
  if (!day.success) return bad(`settled_date "${of("settled_date")}" is no day like 2026-11-21`);
  if (of("tran_id") === "" && of("val_id") === "") return bad("it names neither tran_id nor val_id");
  // A reference that is none of ours may still be an unknown charge, which its val_id names.
  const paymentId = uuidOf(of("tran_id").toUpperCase());
  if (paymentId === null && of("val_id") === "")
    return bad(`tran_id "${of("tran_id")}" is no reference of ours`);
  const charge = { paymentId, providerPaymentId: of("val_id") || null };
  return { line, charge, gross, fee, net, settledOn: day.data };
}
