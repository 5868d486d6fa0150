import { CsvError, parse } from "csv-parse/sync";
import type { StatementCharge, StatementFault, StatementReading } from "@careforall/domain/payment";
import { chargeOf, type ReadLine, STATEMENT_COLUMNS } from "./statement-line.ts";

/** A line has about 250 bytes, so this is more than the rows that are read at once. */
export const STATEMENT_BYTES_MAX = 32 * 1024 * 1024;
export const STATEMENT_ROWS_MAX = 100_000;
const LINE_BYTES_MAX = 16 * 1024;
/** Enough to see a pattern; whoever has more has another file. */
const FAULTS_MAX = 50;

type Line = { readonly cells: readonly string[]; readonly line: number };

/**
 * Reads the CSV of the merchant panel (columns: docs/reconciliation.md): all of it, or nothing with every bad line by
 * its number. The header is strict in names, free in order. It is a list by people; nothing is posted from it alone.
 */
export function readStatement(storeId: string, file: Uint8Array): StatementReading {
  if (file.byteLength > STATEMENT_BYTES_MAX) {
    return refused([{ line: 1, why: `the file is larger than ${STATEMENT_BYTES_MAX} bytes` }]);
  }
  const lines = linesOf(file);
  if ("why" in lines) return refused([lines]);
  const [header, ...body] = lines;
  const wrong = headerFault(header);
  if (header === undefined || wrong !== null)
    return refused([{ line: header?.line ?? 1, why: wrong ?? "empty" }]);
  if (body.length > STATEMENT_ROWS_MAX) {
    return refused([{ line: STATEMENT_ROWS_MAX + 2, why: `more than ${STATEMENT_ROWS_MAX} lines` }]);
  }
  return readBody(storeId, header.cells, body);
}

function readBody(storeId: string, names: readonly string[], body: readonly Line[]): StatementReading {
  const faults: StatementFault[] = [];
  const charges = new Map<string, StatementCharge>();
  const times: Date[] = [];
  for (const line of body) {
    const read = readLine(storeId, names, line, charges);
    if ("why" in read) {
      faults.push({ line: line.line, why: read.why });
      continue;
    }
    times.push(read.at);
    if (read.charge !== null) charges.set(read.charge.providerPaymentId, read.charge);
  }
  if (faults.length > 0) return refused(faults);
  return { outcome: "read", rows: body.length, charges: [...charges.values()], span: spanOf(times) };
}

function readLine(
  storeId: string,
  names: readonly string[],
  { cells }: Line,
  known: ReadonlyMap<string, StatementCharge>,
): ReadLine {
  if (cells.length !== names.length) return { why: `has ${cells.length} cells instead of ${names.length}` };
  const read = chargeOf(Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""])), storeId);
  if ("why" in read) return read;
  const why = repeatFault(known, read.charge);
  return why === null ? read : { why };
}

function spanOf(times: readonly Date[]): { readonly from: Date; readonly to: Date } | null {
  const [first] = times;
  if (first === undefined) return null;
  return times.reduce(({ from, to }, at) => ({ from: at < from ? at : from, to: at > to ? at : to }), {
    from: first,
    to: first,
  });
}

/** The same line twice is one payment; two stories about one payment are a file that nobody can trust. */
function repeatFault(
  known: ReadonlyMap<string, StatementCharge>,
  charge: StatementCharge | null,
): string | null {
  const before = charge === null ? undefined : known.get(charge.providerPaymentId);
  if (charge === null || before === undefined) return null;
  const isSame =
    before.reference === charge.reference &&
    before.captured.amountMinor === charge.captured.amountMinor &&
    before.at.getTime() === charge.at.getTime();
  return isSame ? null : `val_id ${charge.providerPaymentId} stands on another line with another story`;
}

function headerFault(header: Line | undefined): string | null {
  if (header === undefined) return "the file is empty: the first line must name the columns";
  const missing = STATEMENT_COLUMNS.filter((name) => !header.cells.includes(name));
  const unknown = header.cells.filter((name) => !STATEMENT_COLUMNS.some((known) => known === name));
  if (missing.length > 0) return `the header lacks ${missing.join(", ")}`;
  if (unknown.length > 0) return `the header has ${unknown.map((name) => JSON.stringify(name)).join(", ")}`;
  return new Set(header.cells).size === header.cells.length ? null : "the header names a column twice";
}

/** Every line with its number, or the fault of a file that is no CSV in UTF-8. */
function linesOf(file: Uint8Array): readonly Line[] | StatementFault {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    return { line: 1, why: "the file is not UTF-8 text" };
  }
  try {
    const lines: Line[] = [];
    parse(text, {
      on_record: (cells: string[], { lines: line }) => {
        lines.push({ cells, line });
        return null;
      },
      skip_empty_lines: true,
      // Counted by us, so that every bad line is named and not only the first.
      relax_column_count: true,
      max_record_size: LINE_BYTES_MAX,
      // The header and one more than what is read: enough to know that there are too many.
      to: STATEMENT_ROWS_MAX + 2,
    });
    return lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: lineOf(error), why: "is no CSV: a quote is open or out of place, or the line has no end" };
  }
}

function lineOf(error: CsvError): number {
  const lines: unknown = Reflect.get(error, "lines");
  return typeof lines === "number" ? lines : 1;
}

const refused = (faults: readonly StatementFault[]): StatementReading => ({
  outcome: "refused",
  faults: faults.slice(0, FAULTS_MAX),
});
