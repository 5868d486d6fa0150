import { limitsOfCall, takeLimits } from "@careforall/api/limit";
import { guardedCheckout } from "@careforall/api/shield";
import { createPledge, getKeptForm, type KeptForm, readFormId } from "@careforall/api/pledge";
import { type PaymentMethod, zPaymentMethod } from "@careforall/domain/payment";
import { soonS, toAppError } from "@careforall/api/router";
import { AppError } from "@careforall/domain/shared";
import type { WebContext } from "../../server/context.ts";
import { type RefusalKey, refusalOf } from "../../ui/refusals.ts";
import type { GiveForm } from "./give-form.ts";
import { type GiveTerms, judgeValues, type Problem } from "./judge-values.ts";

/** Where the donor goes from here: on to another address, or back to the form with everything kept. */
export type Landing = Go | Again | Busy;

/** `token`: the gift whose payment page is opened. */
export type Go = { readonly kind: "go"; readonly location: string; readonly token?: string };

export type Again = {
  readonly kind: "again";
  readonly token: string | null;
  readonly refusal: RefusalKey | null;
  readonly retryAfterS: number | null;
  readonly problems: readonly Problem[];
  /** What the donor's browser must answer before the payment page opens; null for nothing. */
  readonly challenge: string | null;
};

/** We did not get to our books: the form's own page would not either. */
export type Busy = { readonly kind: "busy"; readonly retryAfterS: number };

/**
 * One posted form: a promise, then the way to the payment page. No money moves here, and a donor who is sent back to
 * the form has not been charged, whatever happened: nobody has seen a payment page yet.
 */
export async function receiveGift(ctx: WebContext, form: GiveForm): Promise<Landing> {
  try {
    return form.token === null ? await receiveFirst(ctx, form) : await receiveAgain(ctx, form, form.token);
  } catch (error) {
    return refused(ctx, form, error, form.token);
  }
}

async function receiveFirst(ctx: WebContext, form: GiveForm): Promise<Landing> {
  const judged = judgeValues(form.values, { currency: form.currency, hasEmail: false });
  if (judged.outcome === "problems") return mend(judged.problems, null);
  return promise(ctx, form, judged.terms, judged.terms.donorEmail ?? "");
}

/** A kept form: the same gift gets another attempt, unless the donor changed what it is. */
async function receiveAgain(ctx: WebContext, form: GiveForm, token: string): Promise<Landing> {
  const kept = await getKeptForm(ctx, { token });
  const chosen = zPaymentMethod.safeParse(form.values.method);
  if (form.isResume) return checkout(ctx, form, token, chosen.success ? chosen.data : kept.method);
  const judged = judgeValues(form.values, { currency: form.currency, hasEmail: true });
  if (judged.outcome === "problems") return mend(judged.problems, token);
  const { terms } = judged;
  return isSameGift(kept, terms)
    ? checkout(ctx, form, token, terms.method)
    : promise(ctx, form, terms, terms.donorEmail ?? kept.donorEmail);
}

/** The way to pay may change between attempts; anything else makes it another gift. */
const isSameGift = (kept: KeptForm, terms: GiveTerms): boolean =>
  BigInt(kept.giftMinor) === terms.giftMinor &&
  BigInt(kept.tipMinor) === terms.tipMinor &&
  kept.donorName === terms.donorName &&
  kept.isAnonymous === terms.isAnonymous &&
  kept.message === terms.message &&
  (terms.donorEmail === null || terms.donorEmail === kept.donorEmail);

async function promise(
  ctx: WebContext,
  form: GiveForm,
  terms: GiveTerms,
  donorEmail: string,
): Promise<Landing> {
  const { slug: campaignSlug, formId, currency, locale } = form;
  const key = readFormId(ctx, { campaignSlug, formId });
  if (key === null) return { ...mend([], null), refusal: "form_expired" };
  const { giftMinor, tipMinor, donorName, isAnonymous, message, method } = terms;
  const amounts = { giftMinor: `${giftMinor}`, tipMinor: `${tipMinor}`, feeCoverMinor: "0", currency };
  await takeLimits(ctx, limitsOfCall("pledge.create", "mutation"));
  const donor = { donorEmail, donorName, isAnonymous, message, method, locale };
  const giver = (await ctx.readCaller())?.userId;
  const { token } = await createPledge(ctx, { campaignSlug, ...amounts, ...donor }, key, giver);
  return checkout(ctx, form, token, method);
}

async function checkout(
  ctx: WebContext,
  form: GiveForm,
  token: string,
  method: PaymentMethod,
): Promise<Landing> {
  try {
    await takeLimits(ctx, limitsOfCall("pledge.checkout", "mutation"));
    const { redirectUrl } = await guardedCheckout(ctx, { token, method, proof: form.proof });
    return { kind: "go", location: redirectUrl, token };
  } catch (error) {
    return refused(ctx, form, error, token);
  }
}

function refused(ctx: WebContext, form: GiveForm, error: unknown, token: string | null): Landing {
  const busy = withoutBooks(error);
  if (busy !== null) return busy;
  const code = error instanceof AppError ? error.code : null;
  if (token !== null && (code === "pledge.already_paid" || code === "pledge.not_found")) {
    return { kind: "go", location: `/${form.locale}/gifts/${token}` };
  }
  if (code === "campaign.not_found") {
    return { kind: "go", location: `/${form.locale}/campaigns/${encodeURIComponent(form.slug)}` };
  }
  const refusal = refusalOf(error);
  if (refusal === "unexpected") ctx.log.error({ err: error }, "a gift broke before its payment page opened");
  const retryAfterS = error instanceof AppError ? (error.retryAfterS ?? null) : null;
  const challenge = challengeOf(error);
  return { kind: "again", token, refusal, retryAfterS, problems: [], challenge };
}

/** A crowd, or a database that is not there; a verb's own refusals are AppErrors already, and have words of their own. */
function withoutBooks(error: unknown): Busy | null {
  const trouble = error instanceof AppError ? null : toAppError(error);
  return trouble?.kind === "unavailable"
    ? { kind: "busy", retryAfterS: trouble.retryAfterS ?? soonS() }
    : null;
}

const mend = (problems: readonly Problem[], token: string | null): Again => ({
  kind: "again",
  token,
  refusal: null,
  retryAfterS: null,
  problems,
  challenge: null,
});

/** The challenge that a refusal asks to be answered, if that is what it is. */
function challengeOf(error: unknown): string | null {
  if (!(error instanceof AppError) || error.code !== "pledge.challenge") return null;
  const { challenge } = error.details;
  return typeof challenge === "string" ? challenge : null;
}
