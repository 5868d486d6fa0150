import type { CampaignPage } from "@careforall/api/campaign";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { AmountField } from "./amount-field.tsx";
import { DonorFields } from "./donor-fields.tsx";
import { FormProblems } from "./form-problems.tsx";
import styles from "./give-form.module.css";
import type { FormState } from "./give-state.ts";
import { GiveSum } from "./give-sum.tsx";
import { MethodField } from "./method-field.tsx";
import { PlatformFeeNote } from "./platform-fee-note.tsx";
import { problemWords } from "./problem-words.ts";
import { TipField } from "./tip-field.tsx";

export const GIVE_FORM_ID = "give";

type GiveFormProps = { readonly campaign: CampaignPage; readonly locale: Locale; readonly state: FormState };

/** One ordinary form, whole without scripts. Scripts only keep the sum current and the button calm. */
export async function GiveForm({ campaign, locale, state }: GiveFormProps) {
  const t = await getTranslations("Give");
  const { currency } = campaign.totals;
  const { values, token, formId } = state;
  const words = problemWords(state, { t, locale, currency });
  return (
    <form id={GIVE_FORM_ID} method="post" action="/give" className={styles.form}>
      <input type="hidden" name="formId" value={formId} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="slug" value={campaign.slug} />
      <input type="hidden" name="currency" value={currency} />
      {token !== null && <input type="hidden" name="token" value={token} />}
      <h1>{t("title")}</h1>
      <FormProblems state={state} words={words} locale={locale} />
      <AmountField
        locale={locale}
        currency={currency}
        suggestedMinor={state.problems.find((problem) => problem.choices)?.choices ?? campaign.suggestedMinor}
        values={values}
        problem={words.amount}
        isChoice={state.problems.some((problem) => problem.choices)}
      />
      <DonorFields locale={locale} values={values} maskedEmail={state.maskedEmail} words={words} />
      <MethodField chosen={values.method} problem={words.method} />
      <TipField currency={currency} value={values.tip} problem={words.tip} />
      <GiveSum
        formId={GIVE_FORM_ID}
        locale={locale}
        currency={currency}
        first={{ gift: values.gift, giftOther: values.giftOther, tip: values.tip }}
        words={{
          heading: t("sum"),
          gift: t("yourGift"),
          tip: t("tip"),
          fee: t("fee"),
          feeAmount: formatMoney(money(0n, currency), locale),
          total: t("total"),
          later: t("totalLater"),
          continue: t("continue"),
          continueWith: t("continueWith", { amount: "{amount}" }),
          busy: t("busy"),
        }}
      />
      <PlatformFeeNote locale={locale} />
      <p className={styles.note}>{t("next")}</p>
      <p className={styles.note}>{t("note")}</p>
    </form>
  );
}
