const NAME_WIDTH = 10;
const OURS = "careforall";

/** Lines of several programs on one screen: each begins with its program's name. */
export function printLine(name: string, line: string): void {
  process.stdout.write(`${name.padEnd(NAME_WIDTH)} | ${line}\n`);
}

export function printNews(news: string): void {
  for (const line of news.split("\n")) printLine(OURS, line);
}

/** A closed terminal must not end us before we have stopped what we started. */
export function surviveClosedTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (!("code" in error && (error.code === "EPIPE" || error.code === "EIO"))) throw error;
    });
  }
}

/** A frame around rows of (label, value); an empty label continues the row above. */
export function box(title: string, rows: readonly (readonly [string, string])[]): string {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `${label.padEnd(labelWidth)}  ${value}`);
  const width = Math.max(title.length + 2, ...lines.map((line) => line.length));
  const top = `┌─ ${title} ${"─".repeat(width - title.length - 1)}┐`;
  const middle = lines.map((line) => `│ ${line.padEnd(width)} │`);
  return [top, ...middle, `└${"─".repeat(width + 2)}┘`].join("\n");
}
