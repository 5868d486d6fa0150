import { PROVIDER_QUESTION_TTL_MS, type ProviderQuestion } from "@careforall/domain/account";
import { LOCALES, type Locale } from "@careforall/domain/shared";
import { decode, encode } from "next-auth/jwt";
import * as z from "zod";
import type { services } from "../services.ts";
import { hostCookieName } from "./cookie-name.ts";

type Settings = Pick<ReturnType<typeof services>["settings"], "formSecret" | "web">;

const NAME = "careforall-provider";
/** The key is derived for this cookie alone: nothing else that we seal passes for it. */
const SALT = "a question to the sign-in provider";
const MAX_AGE_S = PROVIDER_QUESTION_TTL_MS / 1_000;

const PURPOSES = ["sign-in", "link", "confirm"] as const;

/** A browser on its way to the provider: what it must bring back, and what for. */
export type Journey = {
  readonly question: ProviderQuestion;
  readonly purpose: (typeof PURPOSES)[number];
  readonly locale: Locale;
  /** Where it was going; judged again when it arrives. */
  readonly back: string | null;
};

const zJourney = z.object({
  question: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  purpose: z.enum(PURPOSES),
  locale: z.enum(LOCALES),
  back: z.string().nullable(),
});

const isSecure = ({ web }: Settings): boolean => web.url.startsWith("https:");

/** The `Set-Cookie` by which a browser remembers its question, sealed: nobody else can bring back its answer. */
export async function journeyCookie(settings: Settings, journey: Journey): Promise<string> {
  const sealed = await encode({ token: journey, secret: settings.formSecret, salt: SALT, maxAge: MAX_AGE_S });
  return write(settings, sealed, MAX_AGE_S);
}

/** The `Set-Cookie` that takes it away. */
export const noJourneyCookie = (settings: Settings): string => write(settings, "", 0);

/** Null when the browser was not sent there by us, or too long ago. */
export async function readJourney(settings: Settings, cookies: string | null): Promise<Journey | null> {
  const name = `${hostCookieName(NAME, isSecure(settings))}=`;
  const pair = cookies?.split(/; */).find((text) => text.startsWith(name));
  const token = pair?.slice(name.length) ?? "";
  if (token === "") return null;
  try {
    const journey = zJourney.safeParse(await decode({ token, secret: settings.formSecret, salt: SALT }));
    return journey.success ? journey.data : null;
  } catch {
    // Like no cookie at all, whatever is wrong with it.
    return null;
  }
}

const write = (settings: Settings, value: string, maxAgeS: number): string =>
  `${hostCookieName(NAME, isSecure(settings))}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${
    isSecure(settings) ? "; Secure" : ""
  }`;
