import { money } from "@careforall/domain/money";
import type { StatementReading } from "@careforall/domain/payment";
import { expect, test } from "vitest";
import { readStatement, STATEMENT_BYTES_MAX, STATEMENT_ROWS_MAX } from "./statement.ts";

const HEADER = "tran_id,val_id,bank_tran_id,tran_date,store_id,amount,currency,store_amount,status,card_type";
const STORE_ID = "careforall";

const line = (changes: Readonly<Record<string, string>> = {}): string => {
  const cells: Readonly<Record<string, string>> = {
    tran_id: "T-1",
    val_id: "V-1",
    bank_tran_id: "B-1",
    tran_date: "2026-11-21 14:05:09",
    store_id: STORE_ID,
    amount: "500.00",
    currency: "BDT",
    store_amount: "487.50",
    status: "VALID",
    card_type: "BKASH-BKash",
    ...changes,
  };
  return HEADER.split(",")
    .map((name) => cells[name] ?? "")
    .join(",");
};

const read = (...lines: readonly string[]): StatementReading =>
  readStatement(STORE_ID, new TextEncoder().encode(lines.join("\n")));

const chargesOf = (reading: StatementReading) => (reading.outcome === "read" ? reading.charges : reading);
const faultsOf = (reading: StatementReading) => (reading.outcome === "refused" ? reading.faults : reading);

const FIRST = {
  reference: "T-1",
  providerPaymentId: "V-1",
  captured: money(500_00n, "BDT"),
  at: new Date("2026-11-21T08:05:09Z"),
};

test("successes are read exactly, in Dhaka's time; other tries only count as lines", () => {
  const reading = read(
    HEADER,
    line(),
    line({ val_id: "", status: "FAILED", tran_date: "2026-11-21 14:00:00" }),
    line({ val_id: "V-2", status: "VALIDATED", amount: "99999999999.99", tran_date: "2026-11-22 00:00:00" }),
    line({ val_id: "", status: "PENDING" }),
  );
  expect(reading).toEqual({
    outcome: "read",
    rows: 4,
    charges: [
      FIRST,
      {
        ...FIRST,
        providerPaymentId: "V-2",
        captured: money(99_999_999_999_99n, "BDT"),
        at: new Date("2026-11-21T18:00:00Z"),
      },
    ],
    span: { from: new Date("2026-11-21T08:00:00Z"), to: new Date("2026-11-21T18:00:00Z") },
  });
});

test("a mark of byte order, CRLF, quotes, Bangla, formulas, other columns' order and empty lines change nothing", () => {
  const names = HEADER.split(",").toReversed();
  const cells = line({
    card_type: '"বিকাশ, ""bKash"""',
    bank_tran_id: '"=HYPERLINK(""http://evil.example"")"',
    amount: '"500.0"',
  });
  const reversed = [
    '"বিকাশ, ""bKash"""',
    "VALID",
    '"+1\r\nand a new line"',
    "BDT",
    "500",
    STORE_ID,
    "2026-11-21 14:05:09",
    "@SUM(A1)",
    "V-1",
    "T-1",
  ].join(",");
  expect(chargesOf(read(`\uFEFF${HEADER}\r`, `${cells}\r`, "\r", ""))).toEqual([FIRST]);
  expect(chargesOf(read(names.join(","), reversed))).toEqual([FIRST]);
});

test("a line that stands twice is one payment; two stories of one payment refuse the file", () => {
  expect(chargesOf(read(HEADER, line(), line()))).toEqual([FIRST]);
  expect(faultsOf(read(HEADER, line(), line({ amount: "501.00" })))).toEqual([
    { line: 3, why: expect.stringContaining("V-1") },
  ]);
});

test("every bad line is named by its number, and nothing is half-read", () => {
  const reading = read(
    HEADER,
    line(),
    line({ val_id: "V-2", amount: "5e2" }),
    '"a cell\nof two lines",x',
    line({ val_id: "V-3", currency: "USD" }),
    line({ val_id: "V-4", store_id: "another" }),
    line({ val_id: "V-5", status: "REVERSED_BY_MOON" }),
    line({ val_id: "V-6", tran_date: "21/11/2026" }),
    line({ val_id: "" }),
    line({ val_id: "V-7", tran_id: "has space" }),
    line({ val_id: "V-8", amount: "0.00" }),
    line({ val_id: "V-9", amount: "1.005" }),
  );
  expect(faultsOf(reading)).toEqual(
    [
      [3, "amount"],
      [5, "cells"],
      [6, "currency"],
      [7, "store"],
      [8, "status"],
      [9, "tran_date"],
      [10, "val_id"],
      [11, "tran_id"],
      [12, "amount"],
      [13, "amount"],
    ].map(([number, word]) => ({ line: number, why: expect.stringContaining(`${word}`) })),
  );
});

test.each([
  ["nothing at all", ""],
  ["a missing column", HEADER.replace(",status", "")],
  ["a foreign column", `${HEADER},donor`],
  ["a column twice", `${HEADER},amount`],
  ["other capitals", HEADER.toUpperCase()],
  ["a page instead of a file", "<html><body>Please sign in</body></html>"],
])("a header with %s is refused on line 1", (_name, header) => {
  expect(faultsOf(read(header, ""))).toEqual([{ line: 1, why: expect.any(String) }]);
});

test("a header alone is a statement of nothing", () => {
  expect(read(HEADER)).toEqual({ outcome: "read", rows: 0, charges: [], span: null });
});

test.each([
  ["an open quote", new TextEncoder().encode(`${HEADER}\n"open`)],
  ["a quote out of place", new TextEncoder().encode(`${HEADER}\nab"c"d,1`)],
  ["a line without end", new TextEncoder().encode(`${HEADER}\n"${"x".repeat(20_000)}"`)],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x01])],
  ["more than the bound", new Uint8Array(STATEMENT_BYTES_MAX + 1)],
  ["too many lines", new TextEncoder().encode(`${HEADER}\n${"x\n".repeat(STATEMENT_ROWS_MAX + 5)}`)],
])("a file with %s is refused", (_name, file) => {
  expect(readStatement(STORE_ID, file)).toEqual({
    outcome: "refused",
    faults: [{ line: expect.any(Number), why: expect.any(String) }],
  });
});
