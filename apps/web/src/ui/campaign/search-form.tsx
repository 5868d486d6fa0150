import type { CampaignKind } from "@careforall/domain/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { SEARCH_CHARACTERS_MAX } from "./campaign-search.ts";
import styles from "./search-form.module.css";

/** An ordinary GET form: the address of what was found can be kept and sent. */
export async function SearchForm({
  locale,
  q = "",
  kind,
}: {
  locale: Locale;
  q?: string;
  kind?: CampaignKind | undefined;
}) {
  const t = await getTranslations("Search");
  return (
    <search>
      <form action={`/${locale}/campaigns`} className={styles.form}>
        {kind !== undefined && <input type="hidden" name="kind" value={kind} />}
        <input
          type="search"
          name="q"
          defaultValue={q}
          aria-label={t("label")}
          placeholder={t("hint")}
          maxLength={SEARCH_CHARACTERS_MAX}
          autoComplete="off"
          enterKeyHint="search"
          className={styles.field}
        />
        <button type="submit" className={styles.submit}>
          {t("submit")}
        </button>
      </form>
    </search>
  );
}
