import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import buttons from "../button.module.css";
import { SEARCH_CHARACTERS_MAX } from "../campaign/campaign-search.ts";
import { Field } from "../give/field.tsx";
import giveStyles from "../give/give-form.module.css";
import styles from "./own-gifts.module.css";
import type { OwnGiftsSearch } from "./own-gifts-search.ts";

type FilterProps = {
  readonly locale: Locale;
  readonly asked: OwnGiftsSearch;
  readonly years: readonly number[];
};

/** An ordinary GET form: the address of what was found can be kept. */
export async function OwnGiftsFilter({ locale, asked, years }: FilterProps) {
  const t = await getTranslations("OwnGifts");
  return (
    <search>
      <form action={`/${locale}/me/gifts`} className={styles.filter}>
        <Field id="q" label={t("search")} problem={undefined}>
          {(described) => (
            <input
              {...described}
              type="search"
              name="q"
              defaultValue={asked.search}
              maxLength={SEARCH_CHARACTERS_MAX}
              autoComplete="off"
              enterKeyHint="search"
              className={giveStyles.input}
            />
          )}
        </Field>
        <Field id="year" label={t("year")} problem={undefined}>
          {(described) => (
            <select
              {...described}
              name="year"
              defaultValue={asked.year === undefined ? "" : `${asked.year}`}
              className={giveStyles.input}
            >
              <option value="">{t("allYears")}</option>
              {years.map((year) => (
                <option key={year} value={year}>
                  {yearIn(year, locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="submit" className={buttons.secondary}>
          {t("find")}
        </button>
      </form>
    </search>
  );
}

/** A year in the digits of the language, without grouping. */
export const yearIn = (year: number, locale: Locale): string =>
  new Intl.NumberFormat(locale === "bn" ? "bn-BD-u-nu-beng" : locale, { useGrouping: false }).format(year);
