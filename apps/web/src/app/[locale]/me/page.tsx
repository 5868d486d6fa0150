import { getProfile } from "@careforall/api/account";
import { readFactors, readPasskeys } from "@careforall/api/factor";
import { countClaimable } from "@careforall/api/guest";
import { readAvatar } from "@careforall/api/upload";
import { can } from "@careforall/domain/permission";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ADMIN_PAGES } from "../../../access/rules.ts";
import { localeOf } from "../../../i18n/locale-of.ts";
import { accountMetadata } from "../../../ui/account/account-metadata.ts";
import { AccountForm } from "../../../ui/account/account-form.tsx";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import styles from "../../../ui/account/account-page.module.css";
import { StaffNeedsFactor } from "../../../ui/account/factor-section.tsx";
import { formState, type Query } from "../../../ui/account/form-state.ts";
import { PictureSection } from "../../../ui/account/picture-section.tsx";
import { ProfileForm } from "../../../ui/account/profile-form.tsx";
import { requireCaller } from "../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("meTitle"));
}

export default async function MePage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { ctx, caller } = await requireCaller(locale, "/me");
  const [profile, picture, factors, passkeys, claimable, state, t, gifts, guest] = await Promise.all([
    getProfile(ctx, caller),
    readAvatar(ctx, caller),
    readFactors(ctx, caller),
    readPasskeys(ctx, caller),
    countClaimable(ctx, caller),
    searchParams.then(formState),
    getTranslations("Account"),
    getTranslations("OwnGifts"),
    getTranslations("Guest"),
  ]);
  return (
    <AccountPage
      locale={locale}
      path="/me"
      title={t("meTitle")}
      lead={t("emailNow", { email: profile.email })}
      state={state}
    >
      <StaffNeedsFactor locale={locale} caller={caller} hasFactor={factors.hasApp || passkeys.length > 0} />
      <p className={styles.links}>
        <a href={`/${locale}/me/gifts`}>{gifts("title")}</a>
        <a href={`/${locale}/me/security`}>{t("security")}</a>
        <a href={`/${locale}/me/privacy`}>{guest("privacyTitle")}</a>
        {can({ roles: caller.roles }, "staff.enter") && <a href={ADMIN_PAGES[0].path}>{t("staff")}</a>}
      </p>
      {claimable > 0 && (
        <section className={styles.section}>
          <h2>{guest("claimTitle")}</h2>
          <p className={styles.lead}>{guest("claimLead", { count: claimable })}</p>
          <AccountForm action="claim" locale={locale} submit={guest("claim")} kind="secondary" />
        </section>
      )}
      <PictureSection locale={locale} name={profile.name} picture={picture} state={state} />
      <section className={styles.section}>
        <h2>{t("profile")}</h2>
        <ProfileForm locale={locale} profile={profile} state={state} />
      </section>
      <section className={styles.section}>
        <AccountForm action="sign-out" locale={locale} submit={t("signOut")} kind="secondary" />
      </section>
    </AccountPage>
  );
}
