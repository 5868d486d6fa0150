import type { Caller } from "@careforall/api/account";
import { askErasure, claimGifts, findMyGift } from "@careforall/api/guest";
import { eraseAccount, eraseGuest, exportData, writeJson, writePage } from "@careforall/api/privacy";
import type { Action } from "./action.ts";

const privacy = ({ locale }: { readonly locale: string }): string => `/${locale}/me/privacy`;

/** Forms of whoever gave without an account, and of what anybody may ask about their own data. */
export const GUEST_ACTIONS = {
  "find-gift": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/find-my-gift`,
    keeps: ["email", "amount"],
    run: async ({ ctx, field, locale }) => {
      await findMyGift(ctx, { email: field("email"), amount: field("amount"), locale });
      return { location: `/${locale}/find-my-gift?done=sent` };
    },
  },
  "ask-erasure": {
    isForAll: true,
    page: ({ locale }) => `/${locale}/forget-me`,
    keeps: ["email"],
    run: async ({ ctx, field, locale }) => {
      await askErasure(ctx, { email: field("email"), locale });
      return { location: `/${locale}/forget-me?done=sent` };
    },
  },
  "erase-guest": {
    isForAll: true,
    page: ({ locale, field }) => `/${locale}/forget-me/${encodeURIComponent(field("secret"))}`,
    keeps: [],
    run: async ({ ctx, field, locale }) => {
      await eraseGuest(ctx, { secret: field("secret") });
      return { location: `/${locale}/forget-me?done=erased`, forgetsGifts: true };
    },
  },
  claim: {
    isForAll: false,
    page: ({ locale }) => `/${locale}/me`,
    keeps: [],
    run: async ({ ctx, locale }, caller: Caller) => {
      await claimGifts(ctx, caller);
      return { location: `/${locale}/me?done=claimed` };
    },
  },
  export: {
    isForAll: false,
    page: privacy,
    keeps: [],
    run: async ({ ctx, field }, caller: Caller) => {
      const data = await exportData(ctx, caller);
      const isPage = field("format") === "page";
      return {
        file: {
          name: isPage ? "careforall-data.html" : "careforall-data.json",
          type: isPage ? "text/html; charset=utf-8" : "application/json; charset=utf-8",
          body: isPage ? writePage(data) : writeJson(data),
        },
      };
    },
  },
  erase: {
    isForAll: false,
    page: privacy,
    keeps: [],
    run: async ({ ctx, locale }, caller: Caller) => {
      await eraseAccount(ctx, caller);
      return { location: `/${locale}/sign-in?done=erased`, sid: null, forgetsGifts: true };
    },
  },
} as const satisfies Record<string, Action>;
