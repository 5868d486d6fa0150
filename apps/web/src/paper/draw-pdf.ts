import { Document, Page, renderToBuffer, Text, type TextProps, View } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import { allDrawable } from "./drawable.ts";
import { familiesFor, registerFonts } from "./fonts.ts";
import type { Paper, PaperLine, PaperTable, Stamp } from "./paper.ts";
import { STYLES as style } from "./styles.ts";

registerFonts();

/** Draws a paper as a PDF of A4 pages. Takes a tenth of a second to some seconds of one CPU: not for a thread that serves. */
export async function drawPdf(given: Paper): Promise<Buffer> {
  const { value: paper, isWhole } = allDrawable(given);
  return renderToBuffer(document(isWhole ? paper : { ...paper, notes: [...paper.notes, paper.lettersNote] }));
}

type Style = NonNullable<TextProps["style"]>;

/** One text in the fonts that suit it. */
const text = (words: string, style: Style, key?: string | number): ReactElement =>
  h(Text, { key, style: [style, { fontFamily: familiesFor(words) }].flat() }, words);

function document(paper: Paper) {
  return h(
    Document,
    { title: paper.title, author: "CareForAll", language: paper.locale },
    h(
      Page,
      { size: "A4", style: style.page },
      h(
        View,
        { style: style.body },
        h(
          View,
          { style: style.top },
          text("CareForAll", style.brand),
          h(View, { style: style.stamps }, ...paper.stamps.map(stamp)),
        ),
        h(View, { style: style.stitch }),
        text(paper.heading, style.heading),
        text(paper.number, style.number),
        text(paper.intro, style.intro),
        h(View, { style: style.lines }, ...paper.lines.map(line)),
        ...paper.tables.map(table),
        h(View, { style: style.stitch }),
        ...paper.notes.map((words, nr) => text(words, style.note, nr)),
      ),
      h(Text, {
        fixed: true,
        style: [style.foot, { fontFamily: familiesFor(paper.title) }],
        render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
          `${paper.title} · CareForAll · ${pageNumber}/${totalPages}`,
      }),
    ),
  );
}

const stamp = ({ kind, words }: Stamp): ReactElement => text(words, [style.stamp, style[kind]], kind);

const line = ({ name, value, isSum = false }: PaperLine): ReactElement =>
  h(
    View,
    { key: name, style: style.line, wrap: false },
    text(name, style.name),
    text(value, isSum ? [style.value, style.sum] : style.value),
  );

function table({ title, head, rows, amountsFrom }: PaperTable): ReactElement {
  const cells = (row: readonly string[], isHead: boolean) =>
    row.map((words, nr) =>
      text(words, [style.cell, nr >= amountsFrom ? style.amount : {}, isHead ? style.headCell : {}], nr),
    );
  return h(
    View,
    { key: title },
    text(title, style.title),
    h(View, { style: [style.row, style.head] }, ...cells(head, true)),
    ...rows.map((row, nr) => h(View, { key: nr, style: style.row, wrap: false }, ...cells(row, false))),
  );
}
