import type { PersonalData } from "./export-data.ts";

/** The archive for programs: JSON, with amounts as digits and times in UTC. */
export const writeJson = (data: PersonalData): string => `${JSON.stringify(data, plain, 2)}\n`;

const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** The same for people: one page that needs nothing else. */
export function writePage(data: PersonalData): string {
  const parsed: unknown = JSON.parse(writeJson(data));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Your data at CareForAll</title>
<style>body{font:16px/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem 1rem;overflow-wrap:anywhere}</style>
<h1>Your data at CareForAll</h1>${asHtml(parsed)}</html>\n`;
}

function asHtml(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? "none" : `<ol>${value.map((one) => `<li>${asHtml(one)}</li>`).join("")}</ol>`;
  if (typeof value === "object" && value !== null)
    return `<dl>${Object.entries(value)
      .map(([key, one]) => `<dt>${escapeHtml(inWords(key))}</dt><dd>${asHtml(one)}</dd>`)
      .join("")}</dl>`;
  return typeof value === "string" ? escapeHtml(value) : value === null ? "–" : JSON.stringify(value);
}

/** `donorEmail` → `donor email` */
const inWords = (key: string): string => key.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
