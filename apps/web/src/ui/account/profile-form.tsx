import type { OwnProfile } from "@careforall/api/account";
import { BIO_CHARACTERS_MAX, PERSON_NAME_CHARACTERS_MAX } from "@careforall/domain/account";
import { LOCALES, type Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { LANGUAGE_NAMES } from "../../i18n/language-names.ts";
import { Field } from "../give/field.tsx";
import giveStyles from "../give/give-form.module.css";
import { AccountForm, AccountInput } from "./account-form.tsx";
import type { FormState } from "./form-state.ts";

export async function ProfileForm(props: {
  readonly locale: Locale;
  readonly profile: OwnProfile;
  readonly state: FormState;
}) {
  const { locale, profile, state } = props;
  const t = await getTranslations("Account");
  const field = { action: "profile", state } as const;
  const typed = state.action === "profile" ? state.values : {};
  return (
    <AccountForm action="profile" locale={locale} submit={t("save")}>
      <AccountInput
        {...field}
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        value={profile.name}
        autoComplete="name"
        maxLength={PERSON_NAME_CHARACTERS_MAX}
      />
      <AccountInput
        {...field}
        name="phone"
        label={t("phone")}
        hint={t("phoneHint")}
        value={profile.phone ?? ""}
        type="tel"
        autoComplete="tel"
        isRequired={false}
      />
      <LanguageField label={t("language")} value={typed["locale_of_mails"] ?? profile.locale} />
      <AccountInput
        {...field}
        name="timeZone"
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        value={profile.timeZone}
        autoComplete="off"
      />
      <Field
        id="profile-bio"
        label={t("bio")}
        problem={state.problem === "bio_invalid" ? t("problem_bio_invalid") : undefined}
      >
        {(described) => (
          <textarea
            {...described}
            name="bio"
            rows={4}
            maxLength={BIO_CHARACTERS_MAX}
            defaultValue={typed["bio"] ?? profile.bio ?? ""}
            className={giveStyles.input}
          />
        )}
      </Field>
      <AccountInput
        {...field}
        name="birthday"
        label={t("birthday")}
        value={profile.birthday ?? ""}
        type="date"
        autoComplete="bday"
        isRequired={false}
      />
    </AccountForm>
  );
}

function LanguageField({ label, value }: { label: string; value: string }) {
  return (
    <Field id="profile-locale" label={label} problem={undefined}>
      {(described) => (
        <select {...described} name="locale_of_mails" defaultValue={value} className={giveStyles.input}>
          {LOCALES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
