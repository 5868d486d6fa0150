import type { Caller, DeviceHint } from "@careforall/api/account";
import type { Locale } from "@careforall/domain/shared";
import type { WebContext } from "../server/request-context.ts";

/** What a form posted: its field, or "" when it has none of this name. */
export type Fields = (name: string) => string;

/**
 * Where to go, and what becomes of the browser's session: null takes it away, and with it what the browser remembers of
 * a guest's gifts, if it is to. Or a file, for its owner alone.
 */
export type Landing =
  | {
      readonly location: string;
      readonly sid?: string | null;
      readonly forgetsGifts?: boolean;
      /** Further `Set-Cookie` lines. */
      readonly cookies?: readonly string[];
    }
  /** To the sign-in provider, by a page that says so. */
  | {
      readonly onwards: { readonly address: string; readonly to: string };
      readonly cookies: readonly string[];
    }
  | { readonly file: { readonly name: string; readonly type: string; readonly body: string } };

export type ActionRequest = { readonly ctx: WebContext; readonly field: Fields; readonly locale: Locale };

type Strangers = {
  readonly isForAll: true;
  readonly run: (request: ActionRequest) => Promise<Landing>;
};
type Owners = {
  readonly isForAll: false;
  readonly run: (request: ActionRequest, caller: Caller) => Promise<Landing>;
};

export type Action = (Strangers | Owners) & {
  /** The page that the form stands on, and is shown on again. */
  readonly page: (request: Pick<ActionRequest, "field" | "locale">) => string;
  /** Whether there is such a form here; absent: always. */
  readonly isOn?: (ctx: WebContext) => boolean;
  /** What is shown again after a refusal. Never a password. */
  readonly keeps: readonly string[];
};

export const deviceOf = ({ header, clientAddress: address }: WebContext): DeviceHint => ({
  agent: header("user-agent"),
  address,
});
