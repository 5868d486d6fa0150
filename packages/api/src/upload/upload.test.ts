import { sql } from "@careforall/db/client";
import { avatarFileName, type AvatarFile } from "@careforall/domain/upload";
import { afterAll, afterEach, expect, test } from "vitest";
import { eraseAccount, exportData } from "../privacy/index.ts";
import { createPerson, createTestContext, signInAs } from "../testing/index.ts";
import { readAvatar, removeAvatar, setAvatar, sweepUploads } from "./index.ts";

const bench = await createTestContext();
const { ctx, files } = bench;
afterEach(files.mend);
afterAll(bench.drop);

/** Files as the darkroom makes them, told apart by one byte. */
const drawn = (mark: number): readonly AvatarFile[] =>
  ([96, 256] as const).map((size) => ({ size, bytes: Buffer.from([mark]) }));

const never = new AbortController().signal;
const uploadsOf = (userId: string) =>
  ctx.db.prisma.upload.findMany({ where: { userId }, select: { key: true, state: true } });
const longAgo = (userId: string) =>
  ctx.db.query(sql`update upload set state_at = now() - interval '2 hours' where user_id = ${userId}`);
/** The marks of the files that are stored, of everybody. */
const stored = (): number[] => [...files.kept.values()].map((bytes) => bytes[0] ?? -1).toSorted();
const nameIn = (url: string | undefined): string => url?.split("/").at(-1) ?? "";

test("S-90: a picture is kept under random names of ours, and its owner is told where it is", async () => {
  const owner = await createPerson(ctx);
  expect(await readAvatar(ctx, owner)).toBeNull();
  await setAvatar(ctx, drawn(1), owner);
  const urls = await readAvatar(ctx, owner);
  expect(urls?.[96]).toMatch(/^http:\/\/localhost:3000\/files\/[0-9a-f]{32}-96\.webp$/);
  expect([...files.kept.keys()].toSorted()).toEqual([nameIn(urls?.[256]), nameIn(urls?.[96])].toSorted());
  await removeAvatar(ctx, owner);
  await removeAvatar(ctx, owner);
  expect([await readAvatar(ctx, owner), files.kept.size, await uploadsOf(owner.userId)]).toEqual([
    null,
    0,
    [],
  ]);
});

test("S-90: a store is asked for no name but ours", async () => {
  for (const name of [
    "../secrets.json",
    "a/../../b",
    `${"a".repeat(32)}-96.webp\0.html`,
    `${"a".repeat(32)}-97.webp`,
  ])
    expect(() => files.read(name)).toThrow("not the name");
});

test("a new picture takes the place of the old one, whose files are removed, and of nobody else's", async () => {
  const [owner, other] = [await createPerson(ctx), await createPerson(ctx)];
  await setAvatar(ctx, drawn(2), other);
  for (const mark of [3, 4]) await setAvatar(ctx, drawn(mark), owner);
  expect(stored()).toEqual([2, 2, 4, 4]);
  // Ten at once: one of them stays, whole, and nothing of the others.
  await Promise.all(Array.from({ length: 10 }, (_, i) => setAvatar(ctx, drawn(10 + i), owner)));
  await sweepUploads(ctx, never);
  const marks = stored();
  expect(marks).toHaveLength(4);
  expect([marks[0], marks[2]]).toEqual([marks[1], marks[3]]);
  await Promise.all([removeAvatar(ctx, owner), removeAvatar(ctx, other)]);
  expect(stored()).toEqual([]);
});

test("a store that takes nothing refuses in words, the old picture stays, and the upkeep clears what is left", async () => {
  const owner = await createPerson(ctx);
  await setAvatar(ctx, drawn(5), owner);
  const before = await readAvatar(ctx, owner);
  files.breakDown();
  const refused = setAvatar(ctx, drawn(6), owner);
  await expect(refused).rejects.toMatchObject({ kind: "unavailable", code: "upload.not_stored" });
  files.mend();
  expect(await readAvatar(ctx, owner)).toEqual(before);
  expect((await uploadsOf(owner.userId)).map(({ state }) => state).toSorted()).toEqual(["clean", "writing"]);
  expect(await sweepUploads(ctx, never)).toBe(0);
  await longAgo(owner.userId);
  expect(await sweepUploads(ctx, never)).toBe(1);
  expect([stored(), (await uploadsOf(owner.userId)).length]).toEqual([[5, 5], 1]);
  await removeAvatar(ctx, owner);
});

test("a process that dies between the file and the row leaves files that the upkeep finds and removes", async () => {
  const owner = await createPerson(ctx);
  const dying = {
    ...ctx,
    files: {
      read: files.read,
      remove: files.remove,
      put: (name: string, bytes: Uint8Array) => diesAfter(name, bytes),
    },
  };
  const diesAfter = async (name: string, bytes: Uint8Array): Promise<never> => {
    await files.put(name, bytes);
    throw new Error("killed");
  };
  await expect(setAvatar(dying, drawn(7), owner)).rejects.toMatchObject({ code: "upload.not_stored" });
  expect(stored()).toEqual([7, 7]);
  await longAgo(owner.userId);
  expect(await sweepUploads(ctx, never)).toBe(1);
  expect([stored(), await uploadsOf(owner.userId)]).toEqual([[], []]);
});

test("a picture that was taken away while the store was down is removed by the upkeep, not before its files", async () => {
  const owner = await createPerson(ctx);
  await setAvatar(ctx, drawn(8), owner);
  files.breakDown();
  await removeAvatar(ctx, owner);
  expect(await readAvatar(ctx, owner)).toBeNull();
  await expect(sweepUploads(ctx, never)).rejects.toThrow("no room");
  expect(await uploadsOf(owner.userId)).toHaveLength(1);
  files.mend();
  expect(await sweepUploads(ctx, never)).toBe(1);
  expect([stored(), await uploadsOf(owner.userId)]).toEqual([[], []]);
});

test("what was given up meanwhile becomes nobody's picture", async () => {
  const owner = await createPerson(ctx);
  const slow = async (name: string, bytes: Uint8Array): Promise<void> => {
    await files.put(name, bytes);
    await longAgo(owner.userId);
    await sweepUploads(ctx, never);
  };
  const late = setAvatar(
    { ...ctx, files: { read: files.read, remove: files.remove, put: slow } },
    drawn(9),
    owner,
  );
  await expect(late).rejects.toMatchObject({ code: "upload.not_stored" });
  expect(await readAvatar(ctx, owner)).toBeNull();
  files.kept.clear();
});

test("S-109: the archive says where the picture is, and erasing the account removes its files", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  await setAvatar(ctx, drawn(30), caller);
  const urls = await readAvatar(ctx, caller);
  const archive = await exportData(ctx, caller);
  expect(archive.picture).toBe(urls?.[256]);
  expect(
    JSON.stringify(archive.profile, (_key, value: unknown) => (typeof value === "bigint" ? "" : value)),
  ).not.toContain("avatar");
  await eraseAccount(ctx, caller);
  expect([stored(), await uploadsOf(person.userId), await readAvatar(ctx, caller)]).toEqual([[], [], null]);
  // An upload that was under way when its person went.
  await expect(setAvatar(ctx, drawn(31), caller)).rejects.toMatchObject({ code: "account.not_signed_in" });
  await longAgo(person.userId);
  await sweepUploads(ctx, never);
  expect(stored()).toEqual([]);
});

test("the books refuse to bring a dropped upload back, to give it to another, and to forget its files", async () => {
  const [owner, other] = [await createPerson(ctx), await createPerson(ctx)];
  await setAvatar(ctx, drawn(40), owner);
  const { key } = await ctx.db.prisma.upload.findFirstOrThrow({ where: { userId: owner.userId } });
  expect(files.kept.has(avatarFileName(key, 96))).toBe(true);
  await expect(ctx.db.query(sql`delete from upload where key = ${key}`)).rejects.toThrow(/after its files/);
  for (const change of [
    sql`update upload set user_id = ${other.userId} where key = ${key}`,
    sql`update upload set state = 'writing' where key = ${key}`,
  ])
    await expect(ctx.db.query(change)).rejects.toThrow(/keeps its name and person/);
  await removeAvatar(ctx, owner);
});
