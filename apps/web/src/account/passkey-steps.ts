import { assertSignedIn, type Caller, signOut } from "@careforall/api/account";
import {
  addPasskey,
  askForPasskey,
  askPasskey,
  confirmWithPasskey,
  signInWithPasskey,
} from "@careforall/api/factor";
import type { Locale } from "@careforall/domain/shared";
import type { WebContext } from "../server/request-context.ts";
import { readPasskeyChallenge } from "../server/session/short-cookies.ts";
import { deviceOf } from "./action.ts";
import { safeReturn } from "./safe-return.ts";

type Request = {
  readonly ctx: WebContext;
  readonly caller: Caller | null;
  readonly locale: Locale;
  readonly back?: string | undefined;
  readonly name?: string | undefined;
  /** As the browser's key wrote it; the verbs check its shape. */
  readonly answer?: unknown;
};

/** A question to the browser's keys, or where to go on after a right answer. */
/** Where to go, with a session when a new one was opened. */
export type Arrival = { readonly location: string; readonly sid?: string };

type Outcome = { readonly options: { readonly challenge: string } } | Arrival;

type Step = (request: Request) => Promise<Outcome>;

/** What the browser says, with the question that this browser was asked. */
const said = <Input>({ ctx, answer }: Request): Input =>
  ({ challenge: readPasskeyChallenge(ctx.settings, ctx.header("cookie")), answer }) as Input;

const STEPS = {
  "add-options": async ({ ctx, caller }) => {
    assertSignedIn(caller);
    return { options: await askForPasskey(ctx, caller) };
  },
  add: async (request) => {
    const { ctx, caller, locale, name } = request;
    assertSignedIn(caller);
    const given = said<Omit<Parameters<typeof addPasskey>[1], "name">>(request);
    await addPasskey(ctx, { ...given, name: name ?? "" }, caller);
    return { location: `/${locale}/me/security?done=passkeyAdded` };
  },
  "sign-in-options": async ({ ctx }) => ({ options: await askPasskey(ctx, null) }),
  "sign-in": async (request) => {
    const { ctx, caller, locale, back } = request;
    const { sid } = await signInWithPasskey(ctx, said(request), deviceOf(ctx));
    if (caller !== null) await signOut(ctx, caller);
    return { location: safeReturn(back) ?? `/${locale}/me`, sid };
  },
  "confirm-options": async ({ ctx, caller }) => {
    assertSignedIn(caller);
    return { options: await askPasskey(ctx, caller) };
  },
  confirm: async (request) => {
    const { ctx, caller, locale, back } = request;
    assertSignedIn(caller);
    await confirmWithPasskey(ctx, said(request), caller);
    return { location: safeReturn(back) ?? `/${locale}/me/security` };
  },
} as const satisfies Record<string, Step>;

export const passkeyStepOf = (name: string): Step | null =>
  Object.hasOwn(STEPS, name) ? STEPS[name as keyof typeof STEPS] : null;
