import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { expect, test } from "vitest";
import { drawPdf } from "./draw-pdf.ts";
import type { Paper } from "./paper.ts";
import { renderPage } from "./testing/render-page.ts";

// Whether Bangla is drawn right nobody can tell from a PDF's bytes or text: engines that take the letters apart write the
// same words. So four lines are drawn and compared with a picture that a person has looked at: golden/bangla.png. After a
// change that is meant, look at golden/bangla.actual.png (git-ignored) and put it in its place.

const GOLDEN = path.join(import.meta.dirname, "golden/bangla.png");
const ACTUAL = path.join(import.meta.dirname, "golden/bangla.actual.png");

/**
 * Conjuncts (ক্ষ জ্ঞ ন্দ্ব জ্জ্ব ষ্ট্র), vowel signs before and around their letter (ি ো), রেফ and য-ফলা, digits, the taka
 * sign, the danda, and the comma and dash that only the Latin file of the family has.
 */
const LINES = [
  { name: "কৃতজ্ঞতা ও শ্রদ্ধা", value: "ক্ষুদ্র ঋণ, দ্বন্দ্ব — উজ্জ্বল" },
  { name: "রাষ্ট্রের অর্থ", value: "৳১২,৩৪,৫৬৭.৮৯" },
  { name: "চট্টগ্রামের স্বাস্থ্যকেন্দ্র", value: "পৌঁছেছে; সন্ধ্যায় বৃষ্টি হলো।" },
  { name: "ব্যাংক ও বিকাশ", value: "রসিদ 2026-000123, ২১ নভেম্বর ২০২৬" },
] as const;

/** Smoothing of edges may differ between machines; a letter in another shape changes thousands of pixels at once. */
const DIFFERENT_LEVELS_MIN = 64;
/** Of the pixels that are not white in either picture. A wrong conjunct in one of the lines is above 2 percent. */
const DIFFERENT_SHARE_MAX = 0.005;

const paper = (lines: Paper["lines"]): Paper => ({
  locale: "bn",
  fileName: "bangla",
  title: "রসিদ",
  heading: "রসিদ",
  number: "2026-000123",
  stamps: [],
  intro: "",
  lines,
  tables: [],
  notes: [],
  lettersNote: "",
});

type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

async function draw(lines: Paper["lines"]): Promise<{ pixels: Pixels; png: Buffer }> {
  const canvas = await renderPage(await drawPdf(paper(lines)));
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return { pixels, png: canvas.toBuffer("image/png") };
}

async function readGolden(): Promise<Pixels> {
  const image = await loadImage(readFileSync(GOLDEN));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** How many of the pixels with ink are clearly different. */
function differentShare(one: Pixels, other: Pixels): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  let inked = 0;
  let different = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const [a = 255, b = 255] = [one.data[at + 1], other.data[at + 1]];
    if (a === 255 && b === 255) continue;
    inked += 1;
    if (Math.abs(a - b) >= DIFFERENT_LEVELS_MIN) different += 1;
  }
  expect(inked).toBeGreaterThan(10_000);
  return different / inked;
}

test("four lines of Bangla are drawn as the picture that was looked at", async () => {
  const { pixels, png } = await draw(LINES);
  writeFileSync(ACTUAL, png);
  expect(differentShare(pixels, await readGolden())).toBeLessThan(DIFFERENT_SHARE_MAX);
});

test("the comparison sees a conjunct that was taken apart", async () => {
  const [first, ...others] = LINES;
  const apart = { ...first, value: first.value.replace("ক্ষু", "ক্\u200Cষু") };
  expect(apart.value).not.toBe(first.value);
  const { pixels } = await draw([apart, ...others]);
  expect(differentShare(pixels, await readGolden())).toBeGreaterThan(DIFFERENT_SHARE_MAX);
});
