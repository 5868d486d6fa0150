import type { PictureUrls } from "@careforall/api/upload";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { PICTURE_FIELD } from "../../upload/picture-field.ts";
import buttonStyles from "../button.module.css";
import { Field } from "../give/field.tsx";
import giveStyles from "../give/give-form.module.css";
import { AccountForm } from "./account-form.tsx";
import pageStyles from "./account-page.module.css";
import type { FormState } from "./form-state.ts";
import styles from "./picture.module.css";
import { Portrait } from "./portrait.tsx";

const SIZE = 128;

/** One's own picture, the form that changes it, and the one that removes it. */
export async function PictureSection(props: {
  readonly locale: Locale;
  readonly name: string;
  readonly picture: PictureUrls | null;
  readonly state: FormState;
}) {
  const { locale, name, picture, state } = props;
  const t = await getTranslations("Account");
  const problem = state.action === "picture" ? state.problem : null;
  return (
    <section className={pageStyles.section}>
      <h2>{t("picture")}</h2>
      <div className={styles.picture}>
        {picture === null ? (
          <span className={styles.none} aria-hidden="true">
            {firstLetter(name, locale)}
          </span>
        ) : (
          <Portrait src={picture[256]} alt={t("picture")} size={SIZE} className={styles.own} />
        )}
        <p className={pageStyles.lead}>{t("pictureLead")}</p>
      </div>
      <form
        method="post"
        action={`/uploads/avatar?locale=${locale}`}
        encType="multipart/form-data"
        className={pageStyles.form}
      >
        <Field
          id={`picture-${PICTURE_FIELD}`}
          label={t("pictureChoose")}
          hint={t("pictureHint")}
          problem={problem === null ? undefined : t(`problem_${problem}`)}
        >
          {(described) => (
            <input
              {...described}
              type="file"
              name={PICTURE_FIELD}
              accept="image/jpeg,image/png,image/webp"
              required
              className={giveStyles.input}
            />
          )}
        </Field>
        <button type="submit" className={buttonStyles.secondary}>
          {t("pictureSave")}
        </button>
      </form>
      {picture !== null && (
        <AccountForm action="remove-picture" locale={locale} submit={t("pictureRemove")} kind="secondary" />
      )}
    </section>
  );
}

/** As a reader counts letters: a Bangla one may be several characters. */
const firstLetter = (name: string, locale: Locale): string =>
  new Intl.Segmenter(locale).segment(name)[Symbol.iterator]().next().value?.segment ?? "";
