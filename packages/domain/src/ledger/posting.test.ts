import { expect, test } from "vitest";
import { credit, debit, posting } from "./posting.ts";

const clearing = { kind: "provider_clearing", provider: "sslcommerz" } as const;

test("a posting that does not balance cannot be written down", () => {
  expect(() =>
    posting("capture", "x", [debit(clearing, 100n, "BDT"), credit({ kind: "tip" }, 99n, "BDT")]),
  ).toThrow("off by 1 BDT");
});

test("currencies balance apart", () => {
  expect(() =>
    posting("capture", "x", [debit(clearing, 100n, "BDT"), credit({ kind: "tip" }, 100n, "USD")]),
  ).toThrow("off by");
});

test("entries of zero are left out, and a posting that moves nothing is refused", () => {
  const entries = [
    debit(clearing, 5n, "XOF"),
    credit({ kind: "tip" }, 0n, "XOF"),
    credit({ kind: "suspense" }, 5n, "XOF"),
  ];
  expect(posting("capture", "x", entries).entries).toHaveLength(2);
  expect(() => posting("capture", "x", [])).toThrow("moves nothing");
});
