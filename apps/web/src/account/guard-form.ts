import {
  guardSignIn,
  isKnownBrowser,
  knownBrowserCookie,
  newDeviceCookie,
  noteFailedSignIn,
  noteSignIn,
  readDevice,
  takeLimits,
} from "@careforall/api/limit";
import { EMAIL_CHARACTERS_MAX, normalEmail } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import { siteOf, type WebContext } from "../server/request-context.ts";
import type { Fields } from "./action.ts";

/** Forms that make us write to the address that was typed. */
const MAILING = new Set(["register", "forgot", "email", "find-gift", "ask-erasure"]);
/** Forms of somebody signed in that take the present password: a stolen session may not try it out. */
const ASKING_PASSWORD = new Set(["password", "email", "confirm"]);

/** Letters that go to whoever gave, if anybody did: besides the mails' own, one browser asks for a few. */
const ABOUT_GIFTS = new Set(["find-gift", "ask-erasure"]);

/** Throws `limit.reached` (429) for who sends this form too often: before any password is hashed or any mail is due. */
export async function guardForm(ctx: WebContext, name: string, field: Fields): Promise<void> {
  await takeLimits(ctx, ["account"]);
  const email = emailOf(field);
  if (name === "sign-in") {
    const isKnown = isKnownBrowser(siteOf(ctx.settings), ctx.header("cookie"), { device: ctx.device, email });
    return guardSignIn(ctx, { email, isKnown });
  }
  // Whose account it will be is not known yet, so no account's own browser can be told.
  if (name === "provider") return takeLimits(ctx, ["sign_in_address", "sign_in_everybody"]);
  if (ASKING_PASSWORD.has(name)) await takeLimits(ctx, ["sign_in_known"]);
  if (ABOUT_GIFTS.has(name)) await takeLimits(ctx, ["guest_letter"]);
  if (name === "resend-receipt") await takeLimits(ctx, ["receipt_copy"]);
  if (MAILING.has(name)) await takeLimits(ctx, ["account_mail_address", "account_mail"], { email });
}

/** A wrong password is counted, whether or not there is such an account. Answers what to tell: why, or that nobody could count. */
export async function noteRefusedForm(
  ctx: WebContext,
  name: string,
  field: Fields,
  error: unknown,
): Promise<unknown> {
  const isWrong = error instanceof AppError && error.code === "account.sign_in_refused";
  if (name !== "sign-in" || !isWrong) return error;
  return noteFailedSignIn(ctx, emailOf(field)).then(
    () => error,
    (failure: unknown) => failure,
  );
}

/** After a sign-in: forgets what was counted against the account, and makes this browser one that it knows. */
export async function welcome(ctx: WebContext, name: string, field: Fields): Promise<readonly string[]> {
  if (name !== "sign-in") return [];
  const [site, cookies, email] = [siteOf(ctx.settings), ctx.header("cookie"), emailOf(field)];
  await noteSignIn(ctx, email);
  const fresh = ctx.device === null ? newDeviceCookie(site) : null;
  const device = ctx.device ?? readDevice(site, fresh);
  if (device === null) return [];
  const known = knownBrowserCookie(site, cookies, { device, email });
  return fresh === null ? [known] : [fresh, known];
}

/** The same for a step of the passkey buttons: each writes a question, or checks a signature. */
export const guardPasskeyStep = (ctx: WebContext): Promise<void> =>
  takeLimits(ctx, ["account", "passkey", "passkey_stranger"]);

const emailOf = (field: Fields): string => normalEmail(field("email").slice(0, EMAIL_CHARACTERS_MAX * 2));
