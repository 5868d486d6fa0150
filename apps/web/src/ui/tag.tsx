import type { ReactNode } from "react";
import styles from "./tag.module.css";

export type TagTone = "indigo" | "leaf" | "turmeric" | "alta" | "plain";

export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
