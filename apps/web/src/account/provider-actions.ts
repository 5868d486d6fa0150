import {
  type AskedProvider,
  askProvider,
  askProviderToConfirm,
  askProviderToLink,
  unlinkProvider,
} from "@careforall/api/oauth";
import type { ActionRequest, Action, Landing } from "./action.ts";
import { journeyCookie, type Journey } from "../server/session/provider-cookie.ts";
import { safeReturn } from "./safe-return.ts";

const security = ({ locale }: Pick<ActionRequest, "locale">): string => `/${locale}/me/security`;

/** The browser keeps its question, and leaves by a page of ours. */
async function leaveFor(
  { ctx, locale, field }: ActionRequest,
  purpose: Journey["purpose"],
  { address, question }: AskedProvider,
): Promise<Landing> {
  const back = safeReturn(field("return"));
  const cookie = await journeyCookie(ctx.settings, { question, purpose, locale, back });
  return { onwards: { address, to: ctx.signInProvider?.name ?? "" }, cookies: [cookie] };
}

/** The forms about signing in by a provider; without one they are not there. */
export const PROVIDER_ACTIONS = {
  provider: {
    isForAll: true,
    isOn: ({ signInProvider }) => signInProvider !== undefined,
    page: ({ locale }) => `/${locale}/sign-in`,
    keeps: [],
    run: async (request) => leaveFor(request, "sign-in", await askProvider(request.ctx)),
  },
  "provider-link": {
    isForAll: false,
    isOn: ({ signInProvider }) => signInProvider !== undefined,
    page: security,
    keeps: [],
    run: async (request, caller) => leaveFor(request, "link", await askProviderToLink(request.ctx, caller)),
  },
  "provider-confirm": {
    isForAll: false,
    isOn: ({ signInProvider }) => signInProvider !== undefined,
    page: ({ locale }) => `/${locale}/me/confirm`,
    keeps: [],
    run: async (request, caller) =>
      leaveFor(request, "confirm", await askProviderToConfirm(request.ctx, caller)),
  },
  // Also when the provider was turned off: its owner may take the link away.
  "provider-unlink": {
    isForAll: false,
    page: security,
    keeps: [],
    run: async ({ ctx, field, locale }, caller) => {
      await unlinkProvider(ctx, { id: field("id") }, caller);
      return { location: `${security({ locale })}?done=providerUnlinked` };
    },
  },
} as const satisfies Record<string, Action>;
