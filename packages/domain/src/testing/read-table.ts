export type TableRow = {
  readonly name: string;
  /** Column and cell, in the order of the page. */
  readonly cells: readonly (readonly [column: string, cell: string])[];
};

/** A table of a page in Markdown, by how its head begins, so that a test can hold the page against the code. Without backticks. */
export function readTable(
  page: string,
  head: string,
): { readonly columns: readonly string[]; readonly rows: readonly TableRow[] } {
  const lines = page.split("\n");
  const first = lines.findIndex((line) => line.startsWith(`| ${head}`));
  if (first < 0) throw new Error(`the page has no table that begins with ${head}`);
  const length = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  const [titles = [], , ...rows] = lines.slice(first, first + length).map(cellsOf);
  const columns = titles.slice(1);
  return {
    columns,
    rows: rows.map(([name = "", ...cells]) => ({
      name,
      cells: cells.map((cell, i) => [columns[i] ?? "", cell] as const),
    })),
  };
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.replaceAll("`", "").trim());
