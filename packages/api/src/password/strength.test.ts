import { expect, test } from "vitest";
import { judgePassword } from "./strength.ts";

const OWN = ["salma.khatun@example.org", "Salma Khatun"];
const judge = (password: string) => judgePassword(password, OWN);

test.each(["loom and river 47", "j8#kL2pQz", "আমি বাংলায় গান গাই", "correct horse battery staple"])(
  "S-09 %s will do, whatever kinds of characters it has",
  (password) => {
    expect(judge(password)).toBeNull();
  },
);

test.each([
  "password1234",
  "12345678",
  "qwertyuiop",
  "iloveyou1",
  "CareForAll2026",
  "salmakhatun1",
  "khatun.salma",
  "aaaaaaaaaaaaaaaaaaaaaaaa",
])("S-10 %s is easy to guess", (password) => {
  expect(judge(password)).toBe("password_weak");
});

test("S-09 lengths are counted in characters, at both ends", () => {
  expect(judge("j8#kL2p")).toBe("password_too_short");
  expect(judge("😀😃😄😁")).toBe("password_too_short");
  const words = "loom and river 47, nine boats at dawn; ";
  expect(judge(words.repeat(4).slice(0, 128))).toBeNull();
  expect(judge(words.repeat(4).slice(0, 129))).toBe("password_too_long");
});
