import { readAvatar } from "@careforall/api/upload";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FIELD_OF } from "../../account/problem-of.ts";
import { webContext } from "../../server/context.ts";
import { SiteFrame } from "../frame/site-frame.tsx";
import { FocusOnArrival } from "../give/focus-on-arrival.tsx";
import styles from "./account-page.module.css";
import type { FormState } from "./form-state.ts";

const ALERT_ID = "what-is-wrong";

/** One column with what went wrong or well above it. `path` is the page's address without its language. */
export async function AccountPage(props: {
  readonly locale: Locale;
  readonly path: string;
  readonly title: string;
  readonly lead?: string;
  readonly state: FormState;
  readonly children: ReactNode;
}) {
  const { locale, path, title, lead, state, children } = props;
  const [t, picture] = await Promise.all([getTranslations("Account"), readOwnPicture()]);
  return (
    <SiteFrame locale={locale} path={path} picture={picture}>
      <div className={styles.page}>
        <h1>{title}</h1>
        {state.problem !== null && (
          <div id={ALERT_ID} role="alert" tabIndex={-1} className={styles.alert}>
            <p>
              <strong>{t("problem")}</strong> <Problem state={state} words={t(`problem_${state.problem}`)} />
            </p>
            <FocusOnArrival id={ALERT_ID} />
          </div>
        )}
        {state.done !== null && (
          <p role="status" className={styles.notice}>
            {t(state.done)}
          </p>
        )}
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </SiteFrame>
  );
}

/** Pages of the account ask who looks anyway; the others stay the same for everybody, and ask nothing. */
async function readOwnPicture(): Promise<string | null> {
  const ctx = await webContext();
  const caller = await ctx.readCaller();
  return caller === null ? null : ((await readAvatar(ctx, caller))?.[96] ?? null);
}

/** What can be mended in a field leads there. */
function Problem({ state, words }: { state: FormState; words: string }) {
  const field = state.problem === null ? undefined : FIELD_OF[state.problem];
  return field === undefined ? words : <a href={`#${state.action}-${field}`}>{words}</a>;
}
