import { listCampaigns } from "@careforall/api/campaign";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../i18n/locale-of.ts";
import { webContext } from "../../../server/context.ts";
import { CampaignList } from "../../../ui/campaign/campaign-list.tsx";
import { type CampaignSearch, readSearch, searchPath } from "../../../ui/campaign/campaign-search.ts";
import { KindChips } from "../../../ui/campaign/kind-chips.tsx";
import { NothingFound } from "../../../ui/campaign/nothing-found.tsx";
import { SearchForm } from "../../../ui/campaign/search-form.tsx";
import { SiteFrame } from "../../../ui/frame/site-frame.tsx";
import { fromCursor } from "../../../ui/from-cursor.ts";
import { pageMetadata } from "../../../ui/page-metadata.ts";
import styles from "../../../ui/campaign/campaigns-page.module.css";

const PAGE_SIZE = 12;

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations("Campaigns");
  const { q, after } = readSearch(await searchParams);
  const metadata = await pageMetadata({
    locale,
    path: "/campaigns",
    title: t("title"),
    description: t("metaDescription"),
  });
  return q === undefined && after === undefined ? metadata : { ...metadata, robots: { index: false } };
}

export default async function CampaignsPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const search = readSearch(await searchParams);
  const t = await getTranslations("Campaigns");
  const ctx = await webContext();
  const { after, ...filters } = search;
  const found = await fromCursor(after, (from) =>
    listCampaigns(ctx, { locale, limit: PAGE_SIZE, ...filters, ...from }),
  );
  return (
    <SiteFrame locale={locale} path={searchPath(search)}>
      <div className={styles.page}>
        <h1>{t("title")}</h1>
        <SearchForm locale={locale} q={search.q ?? ""} kind={search.kind} />
        <KindChips locale={locale} search={search} />
        {search.q !== undefined && found.items.length > 0 && <h2>{t("found", { q: search.q })}</h2>}
        {found.items.length === 0 ? (
          <NothingFound locale={locale} search={search} />
        ) : (
          <CampaignList
            campaigns={found.items}
            locale={locale}
            titleAs={search.q === undefined ? "h2" : "h3"}
          />
        )}
        <Paging
          search={search}
          next={found.next}
          words={{ more: t("more"), first: t("first") }}
          locale={locale}
        />
      </div>
    </SiteFrame>
  );
}

function Paging(props: {
  search: CampaignSearch;
  next: string | null;
  words: { more: string; first: string };
  locale: string;
}) {
  const { search, next, words, locale } = props;
  const { after, ...rest } = search;
  if (next === null && after === undefined) return null;
  return (
    <p className={styles.paging}>
      {next !== null && (
        <a href={`/${locale}${searchPath({ ...rest, after: next })}`} rel="next">
          {words.more}
        </a>
      )}
      {after !== undefined && <a href={`/${locale}${searchPath(rest)}`}>{words.first}</a>}
    </p>
  );
}
