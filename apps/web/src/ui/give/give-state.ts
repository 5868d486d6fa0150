import type { CampaignPage } from "@careforall/api/campaign";
import { getGift, getKeptForm, newFormId, type Gift, type KeptForm } from "@careforall/api/pledge";
import { money, toDecimal } from "@careforall/domain/money";
import { PAYMENT_METHODS } from "@careforall/domain/payment";
import type { Locale } from "@careforall/domain/shared";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { type GiveValues, OTHER_AMOUNT } from "../../app/give/give-form.ts";
import type { Problem } from "../../app/give/judge-values.ts";
import { KEPT_COOKIE, readKept } from "../../app/give/kept-cookie.ts";
import { webContext } from "../../server/context.ts";
import { orNotFound } from "../or-not-found.ts";
import type { RefusalKey } from "../refusals.ts";

/** What the give page shows: a form, new or kept, or something that must be known before any form. */
export type GiveState =
  | { readonly kind: "closed" }
  | { readonly kind: "being_confirmed"; readonly token: string }
  | { readonly kind: "waiting"; readonly fields: Readonly<Record<string, string>> }
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

export async function giveState(
  campaign: CampaignPage,
  locale: Locale,
  address: Address,
): Promise<GiveState> {
  const ctx = await webContext();
  const kept = readKept((await cookies()).get(KEPT_COOKIE)?.value, address.kept);
  const earlier = address.gift === undefined ? null : await earlierGift(campaign, locale, address.gift);
  const token = earlier === null ? null : (address.gift ?? null);

  if (earlier !== null && token !== null && kept?.refusal !== "waiting") {
    const { truth } = earlier.gift;
    if (truth === "received") redirect(`/${locale}/gifts/${token}`);
    if (truth !== "not_charged") return { kind: "being_confirmed", token };
  }
  if (kept?.refusal === "waiting") {
    const { slug } = campaign;
    const again =
      token === null
        ? { ...plainFields(kept.values), formId: kept.formId ?? "" }
        : { token, formId: "-", resume: "1" };
    return { kind: "waiting", fields: { locale, slug, currency: campaign.totals.currency, ...again } };
  }
  if (campaign.status !== "active") return { kind: "closed" };
  return {
    kind: "form",
    formId: newFormId(ctx, { campaignSlug: campaign.slug }),
    token,
    values: kept?.values ?? (earlier === null ? freshValues(campaign) : valuesOf(earlier.form, campaign)),
    problems: kept?.problems ?? [],
    refusal: kept?.refusal ?? (earlier === null || kept !== null ? null : refusalOfEnd(earlier.gift)),
    retryAfterS: kept?.retryAfterS ?? null,
    maskedEmail: earlier?.gift.maskedEmail ?? null,
  };
}

async function earlierGift(
  campaign: CampaignPage,
  locale: Locale,
  token: string,
): Promise<{ readonly gift: Gift; readonly form: KeptForm }> {
  const ctx = await webContext();
  const [gift, form] = await orNotFound(
    Promise.all([getGift(ctx, { token, locale, ask: false }), getKeptForm(ctx, { token })]),
  );
  if (form.campaignSlug !== campaign.slug) notFound();
  return { gift, form };
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
