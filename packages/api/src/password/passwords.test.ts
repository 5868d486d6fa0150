import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { createPasswords, HASH_PARAMETERS } from "./index.ts";

const passwords = createPasswords();

test("S-08 a hash is argon2id with today's parameters, and each has a salt of its own", async () => {
  const [one, other] = [await passwords.hash("loom and river"), await passwords.hash("loom and river")];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(passwords.isOutdated(one)).toBe(false);
  const weak = await hash("loom and river", { ...HASH_PARAMETERS, timeCost: 1 });
  expect(passwords.isOutdated(weak)).toBe(true);
});

test("a password is right for its own hash, and for none when there is none", async () => {
  const stored = await passwords.hash("loom and river");
  expect(await passwords.isRight("loom and river", stored)).toBe(true);
  expect(await passwords.isRight("loom and rivers", stored)).toBe(false);
  expect(await passwords.isRight("loom and river", null)).toBe(false);
});

test("S-09 a letter is the same however a keyboard writes it, and no character of a long password is cut off", async () => {
  const stored = await passwords.hash("caf\u00e9 river");
  expect(await passwords.isRight("cafe\u0301 river", stored)).toBe(true);
  const long = await passwords.hash("a".repeat(127) + "b");
  expect(await passwords.isRight("a".repeat(127) + "c", long)).toBe(false);
});

test("S-07 a crowd is refused before it is hashed", async () => {
  const few = createPasswords({ parallelMax: 1, waitingMax: 3 });
  const stored = await passwords.hash("loom and river");
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => few.isRight("x", stored)));
  const refused = tries.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(16);
  expect(refused[0]).toMatchObject({ reason: { code: "account.busy" } });
});
