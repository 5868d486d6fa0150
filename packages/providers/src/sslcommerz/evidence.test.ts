import { expect, test } from "vitest";
import { evidenceOf } from "./evidence.ts";

const EVIDENCE_BYTES_MAX = 16 * 1024;

test("drops the password by name and by value, at any depth", () => {
  const answers = [
    { store_passwd: "qwerty", list: [{ url: "https://x/?store_passwd=qwerty&a=1" }], qwertyish: 1 },
  ];
  const evidence = evidenceOf(answers, "qwerty");
  expect(JSON.parse(evidence)).toEqual([
    { list: [{ url: "https://x/?store_passwd=[redacted]&a=1" }], qwertyish: 1 },
  ]);
});

test("drops NUL characters, which the database refuses", () => {
  expect(evidenceOf([{ error: "a\0b" }], "qwerty")).toBe('[{"error":"ab"}]');
});

test.each(["x", '"', "\\", "ক", "😀", "\u0001"])(
  "stays valid JSON of at most 16 kB, full of %j",
  (character) => {
    const evidence = evidenceOf([{ text: character.repeat(100_000) }], "qwerty");
    expect(Buffer.byteLength(evidence)).toBeLessThanOrEqual(EVIDENCE_BYTES_MAX);
    expect(Buffer.byteLength(evidence)).toBeGreaterThan(4_000);
    expect(JSON.parse(evidence)).toMatchObject({ cut: true });
  },
);
