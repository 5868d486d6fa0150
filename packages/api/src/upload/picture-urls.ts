import { findAvatarKey } from "@careforall/db/upload";
import { AVATAR_SIZES, avatarFileName, type AvatarSize } from "@careforall/domain/upload";
import type { Context } from "../context/index.ts";

/** Where the files of uploads are served, below `config.filesUrl`. */
export const FILES_PREFIX = "/files/";

export type PictureUrls = Readonly<Record<AvatarSize, string>>;

/** Where browsers find each size of a person's picture; null for none. For its owner: it is shown to nobody else yet. */
export async function readAvatar(
  ctx: Context,
  { userId }: { readonly userId: string },
): Promise<PictureUrls | null> {
  const key = await findAvatarKey(ctx.db, userId);
  if (key === null) return null;
  const urls = AVATAR_SIZES.map((size) => [
    size,
    `${ctx.config.filesUrl}${FILES_PREFIX}${avatarFileName(key, size)}`,
  ]);
  return Object.fromEntries(urls) as PictureUrls;
}
