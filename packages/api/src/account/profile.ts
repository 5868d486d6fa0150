import { findProfile, updateProfile as writeProfile } from "@careforall/db/account";
import { zBirthday, zProfile } from "@careforall/domain/account";
import { AppError, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import type { Caller } from "./caller.ts";

/** What only its owner sees. */
export const zOwnProfile = z.object({
  email: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  locale: zLocale,
  timeZone: z.string(),
  bio: z.string().nullable(),
  birthday: zBirthday.nullable(),
});
export type OwnProfile = z.output<typeof zOwnProfile>;

export async function getProfile(ctx: Context, { userId }: Caller): Promise<OwnProfile> {
  const profile = await findProfile(ctx.db, userId);
  if (profile === null) throw new AppError("not_found", "account.not_found", "There is no such account.");
  return zOwnProfile.parse(profile);
}

export { zProfile as zUpdateProfile };

/** Writes the whole profile; what is null is taken back. The address changes in a way of its own. */
export async function updateProfile(
  ctx: Context,
  input: z.input<typeof zProfile>,
  { userId }: Caller,
): Promise<void> {
  await writeProfile(ctx.db, userId, zProfile.parse(input));
}
