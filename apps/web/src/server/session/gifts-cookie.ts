import { zGiftToken } from "@careforall/api/pledge";
import { REMEMBERED_DAYS, REMEMBERED_GIFTS_MAX } from "@careforall/domain/guest";
import { decode, encode } from "next-auth/jwt";
import * as z from "zod";
import type { services } from "../services.ts";
import { hostCookieName } from "./cookie-name.ts";

type Settings = Pick<ReturnType<typeof services>["settings"], "formSecret" | "web">;

const NAME = "careforall-gifts";
/** The key is derived for this cookie alone: neither a session nor anything else that we seal passes for it. */
const SALT = "remembered gifts";
const MAX_AGE_S = REMEMBERED_DAYS * 86_400;

const zGifts = z.array(zGiftToken).max(REMEMBERED_GIFTS_MAX);

const isSecure = ({ web }: Settings): boolean => web.url.startsWith("https:");

/** The `Set-Cookie` by which a guest's browser remembers one more gift, the newest first; the oldest are let go. */
export async function rememberGift(
  settings: Settings,
  cookies: string | null,
  token: string,
): Promise<string> {
  const known = await readGifts(settings, cookies);
  const gifts = [token, ...known.filter((one) => one !== token)].slice(0, REMEMBERED_GIFTS_MAX);
  const sealed = await encode({
    token: { gifts },
    secret: settings.formSecret,
    salt: SALT,
    maxAge: MAX_AGE_S,
  });
  return write(settings, sealed, MAX_AGE_S);
}

/** The `Set-Cookie` that takes it away. */
export const noGiftsCookie = (settings: Settings): string => write(settings, "", 0);

/** The secrets of the gifts that this browser was given; none when the cookie is not ours, not whole, or too old. */
export async function readGifts(settings: Settings, cookies: string | null): Promise<readonly string[]> {
  const name = `${hostCookieName(NAME, isSecure(settings))}=`;
  const pair = cookies?.split(/; */).find((text) => text.startsWith(name));
  const token = pair?.slice(name.length) ?? "";
  if (token === "") return [];
  try {
    const sealed = await decode({ token, secret: settings.formSecret, salt: SALT });
    const gifts = zGifts.safeParse(sealed?.["gifts"]);
    return gifts.success ? gifts.data : [];
  } catch {
    // Like no cookie at all, whatever is wrong with it.
    return [];
  }
}

const write = (settings: Settings, value: string, maxAgeS: number): string =>
  `${hostCookieName(NAME, isSecure(settings))}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${
    isSecure(settings) ? "; Secure" : ""
  }`;
