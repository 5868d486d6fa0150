import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FileStore } from "@careforall/domain/upload";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createFiles } from "./index.ts";
import { startBucket } from "./testing/bucket-server.ts";

const bucket = await startBucket();
const folder = mkdtempSync(path.join(tmpdir(), "uploads-"));
beforeEach(() => {
  bucket.objects.clear();
  bucket.busyTimes = 0;
  rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bucket.close();
});

const local = createFiles({ uploads: { folder, s3: null } });
const remote = createFiles({ uploads: { folder, s3: bucket.settings } });
const STORES: readonly (readonly [string, FileStore])[] = [
  ["the folder", local],
  ["the bucket", remote],
];

const NAME = `${"0123456789abcdef".repeat(2)}-96.webp`;
const BYTES = Uint8Array.from({ length: 1_000 }, (_, i) => i % 256);

test.each(STORES)(
  "%s gives back what it was given, and forgets it when told, twice too",
  async (_name, store) => {
    expect(await store.read(NAME)).toBeNull();
    await store.put(NAME, BYTES, "image/webp");
    expect([...((await store.read(NAME)) ?? [])]).toEqual([...BYTES]);
    for (const _ of [1, 2]) await store.remove(NAME);
    expect(await store.read(NAME)).toBeNull();
  },
);

test.each(STORES)("S-90: %s is asked for no name that is not ours", async (_name, store) => {
  for (const name of [
    "../x",
    "/etc/passwd",
    `../${NAME}`,
    `${NAME}\0`,
    NAME.toUpperCase(),
    "%2e%2e%2f",
    "",
  ]) {
    await expect((async () => store.read(name))(), name).rejects.toThrow("not the name");
    await expect((async () => store.remove(name))(), name).rejects.toThrow("not the name");
    await expect((async () => store.put(name, BYTES, "image/webp"))(), name).rejects.toThrow("not the name");
  }
  expect(bucket.objects.size).toBe(0);
});

test("S-87: the folder and its files are for our own user alone, and no file is written over", async () => {
  await local.put(NAME, BYTES, "image/webp");
  const modeOf = (place: string): number => statSync(place).mode % 0o1000;
  expect([modeOf(folder), modeOf(path.join(folder, NAME))]).toEqual([0o700, 0o600]);
  await expect(local.put(NAME, BYTES, "image/webp")).rejects.toThrow("EEXIST");
  expect(readdirSync(folder)).toEqual([NAME]);
});

test("a bucket gets the type, and calls that are signed with the right secret alone", async () => {
  await remote.put(NAME, BYTES, "image/webp");
  expect([...bucket.objects.values()].map(({ type }) => type)).toEqual(["image/webp"]);
  const stranger = createFiles({
    uploads: { folder, s3: { ...bucket.settings, secretAccessKey: "guessed" } },
  });
  await expect(stranger.read(NAME)).rejects.toThrow("answered 403");
  await expect(stranger.put(NAME, BYTES, "image/webp")).rejects.toThrow("answered 403");
  await expect(stranger.remove(NAME)).rejects.toThrow("answered 403");
  expect(bucket.objects.size).toBe(1);
});

test("a busy service is asked again, and one that stays busy is told of", async () => {
  bucket.busyTimes = 2;
  await remote.put(NAME, BYTES, "image/webp");
  expect(bucket.objects.size).toBe(1);
  bucket.busyTimes = 3;
  await expect(remote.read(NAME)).rejects.toThrow("answered 503");
});

test("a bucket that is not there takes nothing, and says so", async () => {
  const lost = createFiles({ uploads: { folder, s3: { ...bucket.settings, bucket: "elsewhere" } } });
  await expect(lost.put(NAME, BYTES, "image/webp")).rejects.toThrow("no such bucket");
});
