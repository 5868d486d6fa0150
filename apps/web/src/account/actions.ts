import {
  askEmailChange,
  askReset,
  changeEmail,
  changePassword,
  endDevice,
  register,
  resetPassword,
  signIn,
  signOut,
  signOutEverywhere,
  updateProfile,
  verifyEmail,
} from "@careforall/api/account";
import { resendReceipt } from "@careforall/api/own-gifts";
import { removeAvatar } from "@careforall/api/upload";
import type { Locale } from "@careforall/domain/shared";
import { type Action, type ActionRequest, deviceOf, type Fields } from "./action.ts";
import { FACTOR_ACTIONS } from "./factor-actions.ts";
import { goOn } from "./go-on.ts";
import { GUEST_ACTIONS } from "./guest-actions.ts";
import { PROVIDER_ACTIONS } from "./provider-actions.ts";
import { safeReturn } from "./safe-return.ts";

/** The secret of a link in a page's address. It is checked by the verb; here it may only not become another address. */
const secretPart = (field: Fields): string => encodeURIComponent(field("secret"));

const orNull = (text: string): string | null => (text === "" ? null : text);

const security = ({ locale }: Pick<ActionRequest, "locale">): string => `/${locale}/me/security`;

/** Every form of the account, by the last part of the address that it posts to. */
export const ACTIONS = {
  ...FACTOR_ACTIONS,
  "sign-in": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/sign-in`,
    keeps: ["email"],
    run: async (request) => {
      const { ctx, field } = request;
      const given = { email: field("email"), password: field("password") };
      const begun = await signIn(ctx, given, deviceOf(ctx));
      return goOn(request, begun, safeReturn(field("return")));
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
    run: async (request) => {
      const { ctx, field } = request;
      const given = { secret: field("secret"), password: field("password") };
      return goOn(request, await verifyEmail(ctx, given, deviceOf(ctx)), null);
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
  "remove-picture": {
    isForAll: false,
    page: ({ locale }) => `/${locale}/me`,
    keeps: [],
    run: async ({ ctx, locale }, caller) => {
      await removeAvatar(ctx, caller);
      return { location: `/${locale}/me?done=pictureRemoved` };
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
  "resend-receipt": {
    isForAll: false,
    page: ({ locale }) => `/${locale}/me/gifts`,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      const { outcome } = await resendReceipt(ctx, { reference: field("reference") }, caller);
      const done = outcome === "sent" ? "receiptSent" : "receiptOnItsWay";
      return { location: `/${locale}/me/gifts?done=${done}` };
    },
  },
  ...PROVIDER_ACTIONS,
  ...GUEST_ACTIONS,
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;

export const actionOf = (name: string): Action | null =>
  Object.hasOwn(ACTIONS, name) ? ACTIONS[name as ActionName] : null;
