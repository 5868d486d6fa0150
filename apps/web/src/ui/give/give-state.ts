import type { CampaignPage } from "@careforall/api/campaign";
import {
  getGift,
  getKeptForm,
  newFormId,
  type Gift,
  type KeptForm,
  zGiftToken,
} from "@careforall/api/pledge";
import { money, toDecimal } from "@careforall/domain/money";
import { PAYMENT_METHODS } from "@careforall/domain/payment";
import type { Locale } from "@careforall/domain/shared";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { type GiveValues, OTHER_AMOUNT } from "../../app/give/give-form.ts";
import type { Problem } from "../../app/give/judge-values.ts";
import { KEPT_COOKIE, type Kept, readKept } from "../../app/give/kept-cookie.ts";
import { webContext } from "../../server/context.ts";
import { orNotFound } from "../or-not-found.ts";
import type { RefusalKey } from "../refusals.ts";

/** What the give page shows: a form, new or kept, or something that must be known before any form. */
export type GiveState =
  | { readonly kind: "closed" }
  | { readonly kind: "being_confirmed"; readonly token: string }
  | { readonly kind: "waiting"; readonly fields: Readonly<Record<string, string>> }
  | {
      readonly kind: "challenge";
      readonly fields: Readonly<Record<string, string>>;
      readonly challenge: string;
    }
  | FormState;

export type FormState = {
  readonly kind: "form";
  readonly formId: string;
  readonly token: string | null;
  readonly values: GiveValues;
  readonly problems: readonly Problem[];
  readonly refusal: RefusalKey | null;
  readonly retryAfterS: number | null;
  /** `r…@example.org`, when we have an e-mail that an empty field keeps. */
  readonly maskedEmail: string | null;
};

type Address = { readonly gift: string | undefined; readonly kept: string | undefined };

/** Everything the page was asked with: its address, the cookie of a refused form, and the gift that is tried again. */
type Asked = {
  readonly campaign: CampaignPage;
  readonly locale: Locale;
  readonly kept: Kept | null;
  readonly earlier: EarlierGift | null;
};

export async function giveState(
  campaign: CampaignPage,
  locale: Locale,
  address: Address,
): Promise<GiveState> {
  const kept = readKept((await cookies()).get(KEPT_COOKIE)?.value, address.kept);
  const earlier =
    address.gift === undefined ? null : await earlierGift(campaign, locale, givenToken(address.gift));
  const asked = { campaign, locale, kept, earlier };
  if (kept?.refusal === "waiting") return { kind: "waiting", fields: waitingFields(asked, kept) };
  if (earlier !== null && earlier.gift.truth !== "not_charged") return paidOrMaybe(earlier, locale);
  if (campaign.status !== "active") return { kind: "closed" };
  if (kept?.refusal === "challenge" && kept.challenge !== null)
    return challengeState(asked, kept, kept.challenge);
  return formState(asked, newFormId(await webContext(), { campaignSlug: campaign.slug }));
}

function paidOrMaybe({ gift, token }: EarlierGift, locale: Locale): GiveState {
  if (gift.truth === "received") redirect(`/${locale}/gifts/${token}`);
  return { kind: "being_confirmed", token };
}

function formState(asked: Asked, formId: string): FormState {
  const { kept, earlier } = asked;
  return {
    kind: "form",
    formId,
    token: earlier?.token ?? null,
    ...(kept === null ? untouched(asked) : shownOf(kept)),
    maskedEmail: earlier?.gift.maskedEmail ?? null,
  };
}

type Shown = Pick<FormState, "values" | "problems" | "refusal" | "retryAfterS">;

const shownOf = ({ values, problems, refusal, retryAfterS }: Kept): Shown => ({
  values,
  problems,
  refusal,
  retryAfterS,
});

/** A form that nobody has been refused with yet: a new one, or the one of a payment that ended without money. */
function untouched({ campaign, earlier }: Asked): Shown {
  const nothing = { problems: [], retryAfterS: null };
  return earlier === null
    ? { ...nothing, refusal: null, values: freshValues(campaign) }
    : { ...nothing, refusal: refusalOfEnd(earlier.gift), values: valuesOf(earlier.form, campaign) };
}

/** What goes on with the first click: the same gift where we know it, else the same form under the same id. */
function waitingFields({ campaign, locale, earlier }: Asked, kept: Kept): Record<string, string> {
  const { slug, totals } = campaign;
  const page = { locale, slug, currency: totals.currency };
  if (earlier !== null) return { ...page, token: earlier.token, formId: "-", resume: "1" };
  return { ...page, ...plainFields(kept.values), formId: kept.formId ?? "-" };
}

/** The same gift again, by the way to pay that was chosen, with a place for the proof. */
function challengeState(asked: Asked, kept: Kept, challenge: string): GiveState {
  const fields = { ...waitingFields(asked, kept), method: kept.values.method };
  return { kind: "challenge", fields, challenge };
}

/** The query's own escapes are read already. */
function givenToken(given: string): string {
  const token = zGiftToken.safeParse(given);
  return token.success ? token.data : notFound();
}

type EarlierGift = { readonly token: string; readonly gift: Gift; readonly form: KeptForm };

async function earlierGift(campaign: CampaignPage, locale: Locale, token: string): Promise<EarlierGift> {
  const ctx = await webContext();
  const [gift, form] = await orNotFound(
    Promise.all([getGift(ctx, { token, locale, ask: false }), getKeptForm(ctx, { token })]),
  );
  if (form.campaignSlug !== campaign.slug) notFound();
  return { token, gift, form };
}

/** A middle amount and the most used way to pay are set: two taps from here to the payment page. */
function freshValues({ suggestedMinor }: CampaignPage): GiveValues {
  const middle = suggestedMinor[Math.floor((suggestedMinor.length - 1) / 2)];
  return {
    gift: middle ?? OTHER_AMOUNT,
    giftOther: "",
    tip: "",
    donorName: "",
    donorEmail: "",
    isAnonymous: false,
    message: "",
    method: PAYMENT_METHODS[0],
  };
}

/** The e-mail stays with us: the page shows it masked, and an empty field keeps it. */
function valuesOf(form: KeptForm, { suggestedMinor, totals }: CampaignPage): GiveValues {
  const isSuggested = suggestedMinor.includes(form.giftMinor);
  const plain = (minor: string): string =>
    toDecimal(money(BigInt(minor), totals.currency)).replace(/\.00$/, "");
  return {
    gift: isSuggested ? form.giftMinor : OTHER_AMOUNT,
    giftOther: isSuggested ? "" : plain(form.giftMinor),
    tip: form.tipMinor === "0" ? "" : plain(form.tipMinor),
    donorName: form.donorName ?? "",
    donorEmail: "",
    isAnonymous: form.isAnonymous,
    message: form.message ?? "",
    method: form.method,
  };
}

const END_REFUSALS = {
  failed: "payment_failed",
  cancelled: "payment_cancelled",
  expired: "payment_expired",
} as const satisfies Record<NonNullable<Gift["endReason"]>, RefusalKey>;

const refusalOfEnd = ({ endReason }: Gift): RefusalKey | null =>
  endReason === null ? null : END_REFUSALS[endReason];

/** The fields of the form as they were posted. */
function plainFields({ isAnonymous, ...texts }: GiveValues): Record<string, string> {
  return isAnonymous ? { ...texts, isAnonymous: "1" } : texts;
}
