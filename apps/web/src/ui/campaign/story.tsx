import type { CampaignPage } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import styles from "./campaign-page.module.css";

/** Under the page's own h2; an organiser's link is not ours, and says so to search engines. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ children, href }) => (
    <a href={href} rel="nofollow ugc noopener">
      {children}
    </a>
  ),
};

/** Pictures would be fetched from anywhere, and tell that place who reads. */
const NEVER = ["img"];

/** The organiser's words. Markdown without raw HTML, turned into elements on the server only. */
export async function Story({ campaign, locale }: { campaign: CampaignPage; locale: Locale }) {
  const t = await getTranslations("Campaign");
  return (
    <section aria-labelledby="story">
      <h2 id="story">{t("story")}</h2>
      <div className={styles.story} lang={campaign.textLocale === locale ? undefined : campaign.textLocale}>
        <Markdown
          skipHtml
          disallowedElements={NEVER}
          rehypePlugins={[rehypeSanitize]}
          components={COMPONENTS}
        >
          {campaign.story}
        </Markdown>
      </div>
    </section>
  );
}
