import { randomBytes } from "node:crypto";
import type { HttpAnswer } from "../http/answer.ts";

/** Text that is already HTML. Made only by the `html` tag, which escapes whatever it is given. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Part = Html | string | number | null | false | readonly (Html | string)[];

/** Builds HTML; every value in it is escaped unless it is Html itself. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let source = literals[0] ?? "";
  for (const [index, part] of parts.entries()) source += sourceOf(part) + (literals[index + 1] ?? "");
  return new Html(source);
}

function sourceOf(part: Part): string {
  if (part === null || part === false) return "";
  if (part instanceof Html) return part.source;
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return part.map(sourceOf).join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");

export type Page = {
  readonly title: string;
  readonly style: string;
  readonly body: Html;
  /** The only script that may run, if any. Every page must work without it. */
  readonly script?: string;
  readonly status?: number;
};

/** A whole document. Its policy allows its own style and one script, and pictures for the mails it may frame. */
export function page({ title, style, body, script, status = 200 }: Page): HttpAnswer {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data: http: https:",
    "font-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
  ];
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body} ${script === undefined ? null : new Html(`<script nonce="${nonce}">${script}</script>`)}
      </body>
    </html> `;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": policy.join("; "),
    },
    body: document.source,
  };
}
