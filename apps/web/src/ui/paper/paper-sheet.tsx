import type { ReactNode } from "react";
import type { Paper, PaperTable } from "../../paper/paper.ts";
import { languageOf } from "../language-of.ts";
import styles from "./paper-sheet.module.css";

type PaperSheetProps = {
  readonly paper: Paper;
  /** What one can do with it; not printed. */
  readonly children: ReactNode;
};

/** A receipt or a statement as a page: what its PDF says, for eyes, ears and printers. */
export function PaperSheet({ paper, children }: PaperSheetProps) {
  return (
    <div className={styles.page}>
      <article className={styles.sheet} aria-labelledby="paper">
        <div className={styles.top}>
          <span className={styles.brand} lang="en">
            CareForAll
          </span>
          {paper.stamps.length > 0 && (
            <ul className={styles.stamps}>
              {paper.stamps.map(({ kind, words }) => (
                <li key={kind} className={styles[kind]}>
                  {words}
                </li>
              ))}
            </ul>
          )}
        </div>
        <h1 id="paper">
          {paper.heading} <span className={styles.number}>{paper.number}</span>
        </h1>
        <p>{paper.intro}</p>
        <dl className={styles.lines}>
          {paper.lines.map(({ name, value, isSum = false }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={isSum ? styles.sum : undefined} lang={languageOf(value, paper.locale)}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
        {paper.tables.map((table) => (
          <PaperRows key={table.title} table={table} locale={paper.locale} />
        ))}
        <div className={styles.notes}>
          {paper.notes.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      </article>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}

/** On a phone each row is a block of its own, with the heads as names; nothing scrolls sideways. */
function PaperRows({ table, locale }: { table: PaperTable; locale: Paper["locale"] }) {
  return (
    <table className={styles.table}>
      <caption>{table.title}</caption>
      <thead>
        <tr>
          {table.head.map((words, nr) => (
            <th key={words} scope="col" className={nr >= table.amountsFrom ? styles.amount : undefined}>
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.join(" ")}>
            {row.map((words, nr) => (
              <td
                key={table.head[nr]}
                data-name={table.head[nr]}
                className={nr >= table.amountsFrom ? styles.amount : undefined}
                lang={languageOf(words, locale)}
              >
                {words}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
