import type { ReactNode } from "react";
import buttons from "./button.module.css";
import styles from "./empty-state.module.css";

type EmptyStateProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: { readonly href: string; readonly words: string };
  /** Its heading is the page's. */
  readonly isPage?: boolean;
};

/** Nothing here: says what could be, and gives one way on. Drawn as one loose thread. */
export function EmptyState({ title, children, action, isPage = false }: EmptyStateProps) {
  return (
    <div className={isPage ? `${styles.empty} ${styles.page}` : styles.empty}>
      <svg viewBox="0 0 320 64" className={styles.thread} aria-hidden="true">
        <path d="M4 40C54 8 84 8 116 32s40 36 66 16-6-46-28-26 14 40 52 34 52-40 108-22" />
      </svg>
      {isPage ? <h1>{title}</h1> : <h2 className={styles.title}>{title}</h2>}
      <p>{children}</p>
      <a href={action.href} className={buttons.secondary}>
        {action.words}
      </a>
    </div>
  );
}
