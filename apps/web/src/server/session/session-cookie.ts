import { SESSION_LIMITS } from "@careforall/domain/account";
import { decode, encode } from "next-auth/jwt";
import { cookieName } from "./cookie-name.ts";
import type { services } from "../services.ts";

type Settings = Pick<ReturnType<typeof services>["settings"], "formSecret" | "web">;

/** As long as any session may live; the books end most of them sooner. */
const MAX_AGE_S = SESSION_LIMITS.person.absoluteMs / 1_000;

const isSecure = ({ web }: Settings): boolean => web.url.startsWith("https:");
const nameOf = (settings: Settings): string => cookieName(isSecure(settings));

/** The `Set-Cookie` that carries a session: its id, sealed by next-auth with a key that it derives for this alone. */
export async function sessionCookie(settings: Settings, sid: string): Promise<string> {
  const token = await encode({ token: { sid }, secret: settings.formSecret, maxAge: MAX_AGE_S });
  return write(settings, token, MAX_AGE_S);
}

/** The `Set-Cookie` that takes it away. */
export const noSessionCookie = (settings: Settings): string => write(settings, "", 0);

const write = (settings: Settings, value: string, maxAgeS: number): string =>
  `${nameOf(settings)}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${
    isSecure(settings) ? "; Secure" : ""
  }`;

/** The session that a request names; null for none, and for one that is forged, damaged, too old or sealed by another. */
export async function readSid(settings: Settings, cookies: string | null): Promise<string | null> {
  const token = sealedSession(settings, cookies);
  if (token === null) return null;
  try {
    const sealed = await decode({ token, secret: settings.formSecret });
    return typeof sealed?.["sid"] === "string" ? sealed["sid"] : null;
  } catch {
    // Not ours, or not whole: like no session at all, whatever is wrong with it.
    return null;
  }
}

/** Whether a request carries something that may be a session; says nothing about whether it is one. */
export const mayHaveSession = (settings: Settings, cookies: string | null): boolean =>
  sealedSession(settings, cookies) !== null;

function sealedSession(settings: Settings, cookies: string | null): string | null {
  const name = `${nameOf(settings)}=`;
  const pair = cookies?.split(/; */).find((text) => text.startsWith(name));
  const value = pair?.slice(name.length) ?? "";
  return value === "" ? null : value;
}
