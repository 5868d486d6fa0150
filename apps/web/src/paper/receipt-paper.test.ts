import type { Receipt } from "@careforall/api/receipt";
import { expect, test } from "vitest";
import { drawPdf } from "./draw-pdf.ts";
import { receiptPaper } from "./receipt-paper.ts";
import { wordsOfPdf } from "./testing/render-page.ts";

const receipt: Receipt = {
  number: "2026-000123",
  state: "valid",
  reference: "01KAEXAMPLE0000000000000000",
  campaign: { slug: "heart", title: "A heart for Rafi" },
  currency: "BDT",
  giftMinor: "50000",
  tipMinor: "1500",
  feeCoverMinor: "0",
  totalMinor: "51500",
  leftMinor: "51500",
  method: "bkash",
  providerReference: "bank2fda6e6ebcb361f63b34816b",
  donorName: "Salma Khatun",
  receivedAt: "2026-12-31T18:30:00.000Z",
  issuedAt: "2026-12-31T18:30:05.000Z",
  timeZone: "Asia/Dhaka",
  mailedAt: null,
  corrections: [],
};
const back = {
  number: "2026-000123/1",
  kind: "credit",
  amountMinor: "20000",
  leftMinor: "31500",
  at: "2027-02-01T06:00:00.000Z",
} as const;
const asked = { locale: "en", isTestMoney: false } as const;
/** Readers of PDFs put spaces where they like. */
const plain = (words: string): string => words.replaceAll(/\s+/g, "");
/** D10: a receipt is read on a phone that pays for each kilobyte. */
const BYTES_MAX = 120_000;

test("a receipt says its number, the donor, the parts, and the day in the campaign's place", () => {
  const { lines, stamps } = receiptPaper(receipt, asked);
  const values = Object.fromEntries(lines.map(({ name, value }) => [name, value.replaceAll("\u00a0", " ")]));
  expect(values).toMatchObject({
    "Receipt number": "2026-000123",
    "Given by": "Salma Khatun",
    "Gift to the campaign": "Tk 500.00",
    "For CareForAll’s own costs": "Tk 15.00",
    Received: "Tk 515.00",
    "Received on": "1 January 2027, 00:30 (Asia/Dhaka)",
  });
  expect(Object.keys(values)).not.toContain("To cover the payment fee");
  expect(stamps).toEqual([]);
});

test.each([
  [{ mailedAt: "2026-12-31T18:31:00.000Z", corrections: [] }, ["copy"]],
  [{ state: "credited", leftMinor: "31500", corrections: [back] }, ["credit"]],
  [{ state: "void", leftMinor: "0", corrections: [{ ...back, kind: "void", leftMinor: "0" }] }, ["void"]],
] as const)("a receipt is marked as what it is: %o", (more, kinds) => {
  const paper = receiptPaper({ ...receipt, ...more, corrections: [...more.corrections] }, asked);
  expect(paper.stamps.map(({ kind }) => kind)).toEqual(kinds);
  expect(paper.tables).toHaveLength(more.corrections.length);
});

test("a receipt of test money can be taken for nothing else", () => {
  const { stamps, notes } = receiptPaper(receipt, { ...asked, isTestMoney: true });
  expect(stamps).toMatchObject([{ kind: "test" }]);
  expect(notes[0]).toContain("no receipt for a gift");
});

test("whoever gave no name is not named", () => {
  const { lines } = receiptPaper({ ...receipt, donorName: null }, asked);
  expect(lines.find(({ name }) => name === "Given by")?.value).toBe("A donor who gave no name");
});

test.each(["en", "bn", "fr"] as const)("in %s the PDF is small", async (locale) => {
  const marked = { ...receipt, mailedAt: receipt.issuedAt, state: "credited", corrections: [back] } as const;
  const pdf = await drawPdf(receiptPaper({ ...marked, corrections: [back] }, { locale, isTestMoney: true }));
  expect(pdf.byteLength).toBeLessThan(BYTES_MAX);
});

test("the PDF says every word of the page", async () => {
  const paper = receiptPaper({ ...receipt, state: "credited", corrections: [back] }, asked);
  const words = plain(await wordsOfPdf(await drawPdf(paper)));
  const said = [
    paper.heading,
    paper.number,
    paper.intro,
    ...paper.stamps.map((stamp) => stamp.words),
    ...paper.lines.flatMap(({ name, value }) => [name, value]),
    ...paper.tables.flatMap(({ title, head, rows }) => [title, ...head, ...rows.flat()]),
    ...paper.notes,
  ];
  expect(said.filter((one) => !words.includes(plain(one)))).toEqual([]);
});

test("letters that cannot be drawn are question marks, and the paper says so", async () => {
  const paper = receiptPaper({ ...receipt, donorName: "李 Salma" }, asked);
  const words = plain(await wordsOfPdf(await drawPdf(paper)));
  expect(words).toContain("?Salma");
  expect(words).toContain(plain(paper.lettersNote));
});
