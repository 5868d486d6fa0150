"use client";

import { useEffect, useState } from "react";
import { useInBrowser } from "../use-in-browser.ts";
import buttons from "../button.module.css";
import styles from "./share-section.module.css";

type ShareLinkProps = {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly words: { readonly link: string; readonly copy: string; readonly copied: string };
};

/**
 * The link as text that can be selected, with a button that copies it once scripts run. Links to `#share` on the page
 * open the system's share sheet where there is one, and lead here where there is none.
 */
export function ShareLink({ url, title, text, words }: ShareLinkProps) {
  const hasClipboard = useInBrowser(() => "clipboard" in navigator) === true;
  const [copying, setCopying] = useState<"not_yet" | "done" | "refused">("not_yet");

  useEffect(() => {
    if (!("share" in navigator)) return;
    const open = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href="#share"]') : null;
      if (link === null) return;
      event.preventDefault();
      // Closing the sheet without sending rejects; that is a choice, not a fault.
      navigator.share({ title, text, url }).catch(() => undefined);
    };
    document.addEventListener("click", open);
    return () => document.removeEventListener("click", open);
  }, [title, text, url]);

  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => setCopying("done"),
      // Refused by the browser: the link stands beside the button and can be selected.
      () => setCopying("refused"),
    );
  };
  return (
    <div className={styles.row}>
      <input className={styles.link} readOnly value={url} aria-label={words.link} />
      {hasClipboard && copying !== "refused" && (
        <button type="button" className={buttons.secondary} onClick={copy}>
          <span aria-live="polite">{copying === "done" ? words.copied : words.copy}</span>
        </button>
      )}
    </div>
  );
}
