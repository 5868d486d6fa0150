import { randomBytes } from "node:crypto";
import { lockUser } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { dropAvatar, insertUpload, useAsAvatar } from "@careforall/db/upload";
import { AppError } from "@careforall/domain/shared";
import { AVATAR_TYPE, type AvatarFile, avatarFileName } from "@careforall/domain/upload";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { removeOwn } from "./remove-files.ts";

const KEY_BYTES = 16;

/**
 * Makes these files, which we have drawn ourselves, the caller's own picture; the former one is removed. The row comes
 * before the files and both are used in one transaction, so that a process may die anywhere: what is left is a row
 * that the upkeep finds. Refuses with `upload.not_stored` (503) when the store does not take them.
 */
export async function setAvatar(
  ctx: Context,
  files: readonly AvatarFile[],
  { userId }: Pick<Caller, "userId">,
): Promise<void> {
  const key = randomBytes(KEY_BYTES).toString("hex");
  const upload = { id: ctx.newId(), key, purpose: "avatar", userId } as const;
  await withTransaction(ctx.db, (tx) => insertUpload(tx, upload), { at: ctx.at });
  await store(ctx, key, files);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      if (user?.status !== "active") throw nobody();
      await dropAvatar(tx, userId);
      if (!(await useAsAvatar(tx, { key, userId }))) throw notStored();
    },
    { at: ctx.at },
  );
  await removeOwn(ctx, userId);
}

/** Takes the caller's picture away, its files too. Doing it twice changes nothing. */
export async function removeAvatar(ctx: Context, { userId }: Pick<Caller, "userId">): Promise<void> {
  await withTransaction(
    ctx.db,
    async (tx) => {
      if ((await lockUser(tx, { id: userId })) === null) throw nobody();
      await dropAvatar(tx, userId);
    },
    { at: ctx.at },
  );
  await removeOwn(ctx, userId);
}

async function store({ files: to }: Context, key: string, files: readonly AvatarFile[]): Promise<void> {
  try {
    await Promise.all(files.map(({ size, bytes }) => to.put(avatarFileName(key, size), bytes, AVATAR_TYPE)));
  } catch (error) {
    throw notStored(error);
  }
}

const RETRY_AFTER_S = 10;

const notStored = (cause?: unknown): AppError =>
  new AppError(
    "unavailable",
    "upload.not_stored",
    "The picture could not be stored just now. Nothing was changed.",
    { retryAfterS: RETRY_AFTER_S, cause },
  );

const nobody = (): AppError =>
  new AppError("unauthenticated", "account.not_signed_in", "Please sign in first.");
