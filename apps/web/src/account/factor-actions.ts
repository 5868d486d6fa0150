import { signOut } from "@careforall/api/account";
import {
  beginTotp,
  completeSignIn,
  confirmByCode,
  confirmByPassword,
  finishTotp,
  renewRecoveryCodes,
  takePasskeyAway,
  turnOffTotp,
} from "@careforall/api/factor";
import { codesCookie, readStep, stepCookie } from "../server/session/short-cookies.ts";
import { type Action, deviceOf, type ActionRequest } from "./action.ts";
import { safeReturn } from "./safe-return.ts";

const security = ({ locale }: Pick<ActionRequest, "locale">): string => `/${locale}/me/security`;
const appPage = (request: Pick<ActionRequest, "locale">): string => `${security(request)}/app`;
const confirmPage = ({ locale }: Pick<ActionRequest, "locale">): string => `/${locale}/me/confirm`;

/** Where whoever confirmed was on the way to. */
const onwards = ({ field, locale }: ActionRequest): string =>
  safeReturn(field("return")) ?? security({ locale });

/** The forms of second factors. */
export const FACTOR_ACTIONS = {
  "second-step": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/sign-in/code`,
    keeps: [],
    run: async ({ ctx, field, locale }) => {
      const given = { step: readStep(ctx.settings, ctx.header("cookie")), code: field("code") };
      const { sid } = await completeSignIn(ctx, given, deviceOf(ctx));
      const before = await ctx.readCaller();
      if (before !== null) await signOut(ctx, before);
      const location = safeReturn(field("return")) ?? `/${locale}/me`;
      return { location, sid, cookies: [stepCookie(ctx.settings, null)] };
    },
  },
  "totp-begin": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, locale }, caller) => {
      await beginTotp(ctx, caller);
      return { location: appPage({ locale }) };
    },
  },
  "totp-finish": {
    isForAll: false,
    page: appPage,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      const { opened, codes } = await finishTotp(ctx, { code: field("code") }, caller, deviceOf(ctx));
      const { sid } = opened;
      const shown = await codesCookie(ctx.settings, { sid, codes });
      return { location: `${security({ locale })}/codes?done=appIsOn`, sid, cookies: [shown] };
    },
  },
  "totp-off": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, locale }, caller) => {
      const { sid } = await turnOffTotp(ctx, caller, deviceOf(ctx));
      return { location: `${security({ locale })}?done=appIsOff`, sid };
    },
  },
  "codes-renew": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, locale }, caller) => {
      const codes = await renewRecoveryCodes(ctx, caller);
      const shown = await codesCookie(ctx.settings, { sid: caller.sid, codes });
      return { location: `${security({ locale })}/codes`, cookies: [shown] };
    },
  },
  "codes-kept": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, locale }) => ({
      location: security({ locale }),
      cookies: [await codesCookie(ctx.settings, null)],
    }),
  },
  "passkey-remove": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      const opened = await takePasskeyAway(ctx, { id: field("id") }, caller, deviceOf(ctx));
      const location = `${security({ locale })}?done=passkeyRemoved`;
      return opened === null ? { location } : { location, sid: opened.sid };
    },
  },
  confirm: {
    isForAll: false,
    page: confirmPage,
    keeps: [],
    run: async (request, caller) => {
      await confirmByPassword(request.ctx, { password: request.field("current") }, caller);
      return { location: onwards(request) };
    },
  },
  "confirm-code": {
    isForAll: false,
    page: confirmPage,
    keeps: [],
    run: async (request, caller) => {
      await confirmByCode(request.ctx, { code: request.field("code") }, caller);
      return { location: onwards(request) };
    },
  },
} as const satisfies Record<string, Action>;
