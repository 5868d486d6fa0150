import { CHALLENGE_TTL_MS } from "@careforall/domain/account";
import { decode, encode } from "next-auth/jwt";
import type { services } from "../services.ts";

type Settings = Pick<ReturnType<typeof services>["settings"], "formSecret" | "web">;

/** As long as the question that they go with. */
const MAX_AGE_S = CHALLENGE_TTL_MS / 1_000;

/** The proof that this browser typed the right password; worthless without the code. */
const STEP = "careforall-step";
/** Recovery codes on their way to the page that shows them. */
const CODES = "careforall-codes";
/** The question that a passkey of this browser is to answer. */
const PASSKEY = "careforall-passkey";

export const stepCookie = (settings: Settings, step: string | null): string => write(settings, STEP, step);
export const readStep = (settings: Settings, cookies: string | null): string => read(settings, STEP, cookies);

export const passkeyCookie = (settings: Settings, challenge: string | null): string =>
  write(settings, PASSKEY, challenge);
export const readPasskeyChallenge = (settings: Settings, cookies: string | null): string =>
  read(settings, PASSKEY, cookies);

/** Seals the codes for five minutes and one session: they must survive a reload, and nobody keeps them but the browser. */
export const codesCookie = async (
  settings: Settings,
  shown: { readonly sid: string; readonly codes: readonly string[] } | null,
): Promise<string> => {
  if (shown === null) return write(settings, CODES, null);
  const token = { sid: shown.sid, codes: shown.codes.join(" ") };
  return write(settings, CODES, await encode({ token, secret: settings.formSecret, maxAge: MAX_AGE_S }));
};

/** Empty when there are none, or they are another session's. */
export async function readCodes(
  settings: Settings,
  cookies: string | null,
  sid: string,
): Promise<readonly string[]> {
  const token = read(settings, CODES, cookies);
  if (token === "") return [];
  try {
    const sealed = await decode({ token, secret: settings.formSecret });
    return sealed?.["sid"] === sid ? String(sealed["codes"]).split(" ") : [];
  } catch {
    // Not ours, or too old: nothing is to be shown.
    return [];
  }
}

const isSecure = ({ web }: Settings): boolean => web.url.startsWith("https:");
const nameOf = (settings: Settings, name: string): string => (isSecure(settings) ? `__Host-${name}` : name);

const write = (settings: Settings, name: string, value: string | null): string =>
  `${nameOf(settings, name)}=${value ?? ""}; Max-Age=${value === null ? 0 : MAX_AGE_S}; Path=/; HttpOnly; SameSite=Lax${
    isSecure(settings) ? "; Secure" : ""
  }`;

function read(settings: Settings, name: string, cookies: string | null): string {
  const begin = `${nameOf(settings, name)}=`;
  const pair = cookies?.split(/; */).find((text) => text.startsWith(begin));
  return pair?.slice(begin.length) ?? "";
}
