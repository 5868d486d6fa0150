import { buffer } from "node:stream/consumers";
import type { OwnGift } from "@careforall/api/own-gifts";
import { expect, test } from "vitest";
import { ownGiftsCsv, type ReadPage } from "./own-gifts-csv.ts";

const gift: OwnGift = {
  reference: "01KAEXAMPLE0000000000000000",
  token: "never-in-a-file",
  receiptNumber: "2026-000123",
  campaign: { slug: "heart", title: "A heart" },
  currency: "BDT",
  giftMinor: "50000",
  tipMinor: "1550",
  feeCoverMinor: "0",
  totalMinor: "51550",
  refundedMinor: "0",
  leftMinor: "50000",
  status: "completed",
  method: "bkash",
  promisedAt: "2026-11-21T08:00:00.000Z",
  capturedAt: "2026-11-21T08:00:30.000Z",
  refundedAt: null,
};
const titled = (title: string): OwnGift => ({ ...gift, campaign: { slug: "heart", title } });
/** The mark at the beginning included, which a decoder would take away. */
const read = async (readPage: ReadPage, locale: "en" | "bn" = "en"): Promise<string> =>
  (await buffer(ownGiftsCsv(readPage, locale))).toString("utf8");
const csvOf = (gifts: readonly OwnGift[], locale: "en" | "bn" = "en") =>
  read(() => Promise.resolve({ items: gifts, next: null }), locale);

test("a file begins with the mark of UTF-8 and has amounts that a spreadsheet can add, and no token", async () => {
  const csv = await csvOf([gift]);
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const [head, row] = csv.trim().split("\n");
  expect(head).toContain("Reference,Receipt,Campaign");
  expect(row).toBe(
    "01KAEXAMPLE0000000000000000,2026-000123,A heart,2026-11-21T08:00:00.000Z,2026-11-21T08:00:30.000Z,Received," +
      "bKash,BDT,500.00,15.50,0.00,515.50,0.00,500.00",
  );
  expect(csv).not.toContain(gift.token);
});

test("the words are those of the language", async () => {
  expect(await csvOf([gift], "bn")).toMatch(/রেফারেন্স.*\n.*পাওয়া গেছে,বিকাশ/);
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  '=HYPERLINK("http://x")',
  "\uFF1D1+1",
  " =1+1",
  "\t=1+1",
  "\r\n @SUM(A1)",
])(
  "S-86: a title that begins like a formula, or with white space before one, is no formula: %j",
  async (title) => {
    const csv = await csvOf([titled(title)]);
    expect(csv).toMatch(/[,"]'[=+@\-\uFF1D]/);
    expect(csv).not.toMatch(/(^|[,\n"])\s*[=+@\t\r\uFF1D]/);
  },
);

test("S-86: commas, quotes and line ends stay within their cell", async () => {
  expect(await csvOf([titled('Rafi, "the boy"\nand his heart')])).toContain(
    '"Rafi, ""the boy""\nand his heart"',
  );
});

test("pages are read one after the other, each once", async () => {
  const asked: (string | undefined)[] = [];
  const csv = await read((after) => {
    asked.push(after);
    return Promise.resolve({ items: [gift, gift], next: asked.length < 3 ? `page ${asked.length}` : null });
  });
  expect(asked).toEqual([undefined, "page 1", "page 2"]);
  expect(csv.trim().split("\n")).toHaveLength(7);
});

test("a list that cannot be read breaks the file off instead of ending it as if it were whole", async () => {
  await expect(read(() => Promise.reject(new Error("no connection")))).rejects.toThrow("no connection");
});
