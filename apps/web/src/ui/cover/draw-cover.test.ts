import { CAMPAIGN_KINDS } from "@careforall/domain/campaign";
import { expect, test } from "vitest";
import { drawCover } from "./draw-cover.ts";

const BYTES_MAX = 6 * 1024;
const ids = Array.from(
  { length: 40 },
  (_, i) => `019a3c5e-7b1d-7${String(i).padStart(3, "0")}-8000-00000000cafe`,
);

test.each(CAMPAIGN_KINDS)("a %s cover is the same for the same id, and another for another", (kind) => {
  expect(drawCover(kind, ids[0] ?? "")).toBe(drawCover(kind, ids[0] ?? ""));
  expect(new Set(ids.map((id) => drawCover(kind, id))).size).toBe(ids.length);
});

test.each(CAMPAIGN_KINDS)("no %s cover is heavier than 6 kB or holds a number that is none", (kind) => {
  for (const id of ids) {
    const svg = drawCover(kind, id);
    expect(Buffer.byteLength(svg)).toBeLessThan(BYTES_MAX);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null|e-\d/);
  }
});
