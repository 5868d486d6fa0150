import {
  askEmailChange,
  askReset,
  type Caller,
  changeEmail,
  changePassword,
  type DeviceHint,
  endDevice,
  register,
  resetPassword,
  signIn,
  signOut,
  signOutEverywhere,
  updateProfile,
  verifyEmail,
} from "@careforall/api/account";
import type { Locale } from "@careforall/domain/shared";
import type { WebContext } from "../server/request-context.ts";
import { GUEST_ACTIONS } from "./guest-actions.ts";
import { safeReturn } from "./safe-return.ts";

/** What a form posted: its field, or "" when it has none of this name. */
export type Fields = (name: string) => string;

/**
 * Where to go, and what becomes of the browser's session: null takes it away, and with it what the browser remembers of
 * a guest's gifts, if it is to. Or a file, for its owner alone.
 */
export type Landing =
  | { readonly location: string; readonly sid?: string | null; readonly forgetsGifts?: boolean }
  | { readonly file: { readonly name: string; readonly type: string; readonly body: string } };

type Request = { readonly ctx: WebContext; readonly field: Fields; readonly locale: Locale };

type Strangers = {
  readonly isForAll: true;
  readonly run: (request: Request) => Promise<Landing>;
};
type Owners = {
  readonly isForAll: false;
  readonly run: (request: Request, caller: Caller) => Promise<Landing>;
};

export type Action = (Strangers | Owners) & {
  /** The page that the form stands on, and is shown on again. */
  readonly page: (request: Pick<Request, "field" | "locale">) => string;
  /** What is shown again after a refusal. Never a password. */
  readonly keeps: readonly string[];
};

const deviceOf = ({ header, clientAddress: address }: WebContext): DeviceHint => ({
  agent: header("user-agent"),
  address,
});

/** The secret of a link in a page's address. It is checked by the verb; here it may only not become another address. */
const secretPart = (field: Fields): string => encodeURIComponent(field("secret"));

const orNull = (text: string): string | null => (text === "" ? null : text);

/** A new session takes the place of one that this browser had. */
async function replaceSession(ctx: WebContext, sid: string): Promise<string> {
  const before = await ctx.readCaller();
  if (before !== null) await signOut(ctx, before);
  return sid;
}

const security = ({ locale }: Pick<Request, "locale">): string => `/${locale}/me/security`;

/** Every form of the account, by the last part of the address that it posts to. */
export const ACTIONS = {
  "sign-in": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/sign-in`,
    keeps: ["email"],
    run: async ({ ctx, field, locale }) => {
      const given = { email: field("email"), password: field("password") };
      const { sid } = await signIn(ctx, given, deviceOf(ctx));
      const location = safeReturn(field("return")) ?? `/${locale}/me`;
      return { location, sid: await replaceSession(ctx, sid) };
    },
  },
  register: {
    isForAll: true,
    page: ({ locale }) => `/${locale}/register`,
    keeps: ["email", "name"],
    run: async ({ ctx, field, locale }) => {
      const given = { email: field("email"), password: field("password"), name: field("name"), locale };
      await register(ctx, given);
      return { location: `/${locale}/register?done=sent` };
    },
  },
  verify: {
    isForAll: true,
    page: ({ locale, field }) => `/${locale}/verify/${secretPart(field)}`,
    keeps: [],
    run: async ({ ctx, field, locale }) => {
      const given = { secret: field("secret"), password: field("password") };
      const { sid } = await verifyEmail(ctx, given, deviceOf(ctx));
      return { location: `/${locale}/me`, sid: await replaceSession(ctx, sid) };
    },
  },
  forgot: {
    isForAll: true,
    page: ({ locale }) => `/${locale}/forgot`,
    keeps: ["email"],
    run: async ({ ctx, field, locale }) => {
      await askReset(ctx, { email: field("email"), locale });
      return { location: `/${locale}/forgot?done=sent` };
    },
  },
  reset: {
    isForAll: true,
    page: ({ locale, field }) => `/${locale}/reset/${secretPart(field)}`,
    keeps: [],
    run: async ({ ctx, field, locale }) => {
      await resetPassword(ctx, { secret: field("secret"), password: field("password") });
      return { location: `/${locale}/sign-in?done=passwordReset`, sid: null };
    },
  },
  "confirm-email": {
    isForAll: true,
    page: ({ locale, field }) => `/${locale}/confirm-email/${secretPart(field)}`,
    keeps: [],
    run: async ({ ctx, field, locale }) => {
      await changeEmail(ctx, { secret: field("secret") });
      return { location: `/${locale}/sign-in?done=emailChanged` };
    },
  },
  "sign-out": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/me`,
    keeps: [],
    run: async ({ ctx, locale }) => {
      const caller = await ctx.readCaller();
      if (caller !== null) await signOut(ctx, caller);
      return { location: `/${locale}/sign-in?done=signedOut`, sid: null };
    },
  },
  profile: {
    isForAll: false,
    page: ({ locale }) => `/${locale}/me`,
    keeps: ["name", "phone", "locale_of_mails", "timeZone", "bio", "birthday"],
    run: async ({ ctx, field, locale }, caller) => {
      const given = {
        name: field("name"),
        phone: orNull(field("phone")),
        locale: field("locale_of_mails") as Locale,
        timeZone: field("timeZone"),
        bio: orNull(field("bio").replaceAll("\r\n", "\n")),
        birthday: orNull(field("birthday")),
      };
      await updateProfile(ctx, given, caller);
      return { location: `/${locale}/me?done=saved` };
    },
  },
  password: {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      await changePassword(ctx, { current: field("current"), password: field("password") }, caller);
      return { location: `${security({ locale })}?done=passwordChanged` };
    },
  },
  email: {
    isForAll: false,
    page: security,
    keeps: ["email"],
    run: async ({ ctx, field, locale }, caller) => {
      await askEmailChange(ctx, { email: field("email"), password: field("current"), locale }, caller);
      return { location: `${security({ locale })}?done=emailAsked` };
    },
  },
  device: {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      await endDevice(ctx, { sid: field("sid") }, caller);
      return { location: `${security({ locale })}?done=deviceEnded` };
    },
  },
  everywhere: {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, locale }, caller) => {
      await signOutEverywhere(ctx, caller);
      return { location: `/${locale}/sign-in?done=signedOutEverywhere`, sid: null };
    },
  },
  ...GUEST_ACTIONS,
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;

export const actionOf = (name: string): Action | null =>
  Object.hasOwn(ACTIONS, name) ? ACTIONS[name as ActionName] : null;
