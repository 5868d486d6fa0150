import { Document, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import { allDrawable } from "./drawable.ts";
import { FAMILIES, registerFonts } from "./fonts.ts";
import type { Paper, PaperLine, PaperTable, Stamp } from "./paper.ts";
import { STYLES as style } from "./styles.ts";

registerFonts();

/** Draws a paper as a PDF of A4 pages. Takes a tenth of a second to some seconds of one CPU: not for a thread that serves. */
export async function drawPdf(given: Paper): Promise<Buffer> {
  const { value: paper, isWhole } = allDrawable(given);
  return renderToBuffer(document(isWhole ? paper : { ...paper, notes: [...paper.notes, paper.lettersNote] }));
}

function document(paper: Paper) {
  return h(
    Document,
    { title: paper.title, author: "CareForAll", language: paper.locale },
    h(
      Page,
      { size: "A4", style: [style.page, { fontFamily: FAMILIES }] },
      h(
        View,
        { style: style.body },
        h(
          View,
          { style: style.top },
          h(Text, { style: style.brand }, "CareForAll"),
          h(View, { style: style.stamps }, ...paper.stamps.map(stamp)),
        ),
        h(View, { style: style.stitch }),
        h(Text, { style: style.heading }, paper.heading),
        h(Text, { style: style.number }, paper.number),
        h(Text, { style: style.intro }, paper.intro),
        h(View, { style: style.lines }, ...paper.lines.map(line)),
        ...paper.tables.map(table),
        h(View, { style: style.stitch }),
        ...paper.notes.map((words, nr) => h(Text, { key: nr, style: style.note }, words)),
      ),
      h(Text, {
        fixed: true,
        style: style.foot,
        render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
          `${paper.title} · CareForAll · ${pageNumber}/${totalPages}`,
      }),
    ),
  );
}

const stamp = ({ kind, words }: Stamp): ReactElement =>
  h(Text, { key: kind, style: [style.stamp, style[kind]] }, words);

const line = ({ name, value, isSum = false }: PaperLine): ReactElement =>
  h(
    View,
    { key: name, style: style.line, wrap: false },
    h(Text, { style: style.name }, name),
    h(Text, { style: isSum ? [style.value, style.sum] : style.value }, value),
  );

function table({ title, head, rows, amountsFrom }: PaperTable): ReactElement {
  const cells = (row: readonly string[], isHead: boolean) =>
    row.map((words, nr) =>
      h(
        Text,
        {
          key: nr,
          style: [style.cell, nr >= amountsFrom ? style.amount : {}, isHead ? style.headCell : {}],
        },
        words,
      ),
    );
  return h(
    View,
    { key: title },
    h(Text, { style: style.title }, title),
    h(View, { style: [style.row, style.head], fixed: true }, ...cells(head, true)),
    ...rows.map((row, nr) => h(View, { key: nr, style: style.row, wrap: false }, ...cells(row, false))),
  );
}
