import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Report, zReport } from "./report-shape.ts";

/** Writes the report as a whole or not at all: a reader never meets half of one. */
export function writeReport(folder: string, report: Report): string {
  const text = `${JSON.stringify(zReport.parse(report), null, 2)}\n`;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "bench.json");
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
  return file;
}
