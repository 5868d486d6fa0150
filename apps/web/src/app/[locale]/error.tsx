"use client";

import { useParams } from "next/navigation";
import { TROUBLE_WORDS } from "../../ui/trouble-words.ts";
import buttons from "../../ui/button.module.css";
import styles from "../../ui/empty-state.module.css";

/** A page that broke. It says first that no gift is lost; the cause is in our log under the request's id. */
export default function ErrorPage() {
  const { locale } = useParams<{ locale: string }>();
  const words = locale === "bn" || locale === "fr" ? TROUBLE_WORDS[locale] : TROUBLE_WORDS.en;
  return (
    <main className={`${styles.empty} ${styles.page}`}>
      <h1>{words.title}</h1>
      <p>{words.body}</p>
      <button type="button" className={buttons.primary} onClick={() => window.location.reload()}>
        {words.action}
      </button>
    </main>
  );
}
