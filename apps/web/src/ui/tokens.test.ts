import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

/** WCAG 2.2, relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string, scheme: "light" | "dark"): number {
  const [brighter = 0, darker = 0] = [a, b]
    .map((name) => luminance(tokens.get(name)?.[scheme] ?? "#000000"))
    .toSorted((one, other) => other - one);
  return (brighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ["paper", "surface", "sunken"];
const TEXT = ["ink", "ink-2", "ink-3", "indigo", "alta", "leaf", "turmeric"];
const PAIRS: [string, string, number][] = [
  ...TEXT.flatMap((text) => GROUNDS.map((ground): [string, string, number] => [text, ground, 4.5])),
  ...GROUNDS.map((ground): [string, string, number] => ["line-strong", ground, 3]),
  ...["indigo", "leaf", "turmeric", "alta"].map((tone): [string, string, number] => [
    tone,
    `${tone}-tint`,
    4.5,
  ]),
  ["ink", "turmeric-tint", 4.5],
  ["ink", "alta-tint", 4.5],
  ["on-indigo", "indigo", 4.5],
  ["on-indigo", "indigo-hover", 4.5],
];

test.each(["light", "dark"] as const)("every pair of colours that meet can be read in %s", (scheme) => {
  const tooFaint = PAIRS.filter(([a, b, least]) => contrast(a, b, scheme) < least);
  expect(tooFaint).toEqual([]);
});

test("the list of tokens was really read", () => {
  expect(tokens.size).toBe(18);
  expect(contrast("ink", "paper", "light")).toBeCloseTo(15.5, 1);
});
