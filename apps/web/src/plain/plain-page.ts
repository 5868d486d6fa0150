import { createHash } from "node:crypto";
import { LOCALES, type Locale } from "@careforall/domain/shared";
import bn from "../../messages/bn.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };
import {
  BUSY_WORDS,
  ONWARDS_WORDS,
  TOO_LARGE_WORDS,
  TOO_OFTEN_WORDS,
  TROUBLE_WORDS,
  UNSENT_FORM_WORDS,
} from "../ui/trouble-words.ts";

const NOT_FOUND_WORDS = { en: en.NotFound, bn: bn.NotFound, fr: fr.NotFound } as const satisfies Record<
  Locale,
  unknown
>;

/** Colours and distances of tokens.css, repeated because this page must need no other file. */
const STYLE = `
:root{color-scheme:light dark}
body{margin:0;background:#fbf8f2;color:#1b1f2a;font:17px/1.6 Figtree,"Noto Sans Bengali",system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:48px 20px}
svg{display:block;width:min(100%,20rem);height:auto;fill:none;stroke:#2e3a97;stroke-width:4;stroke-linecap:round;stroke-dasharray:11 9}
h1{margin:16px 0;font:400 30px/1.3 "Tiro Bangla",Georgia,"Noto Sans Bengali",serif}
p{margin:0 0 16px}
a,button{display:inline-block;min-height:28px;padding:12px 24px;border:1.5px solid #2e3a97;border-radius:12px;color:#2e3a97;font:inherit;font-weight:650;text-decoration:none;background:none}
a:focus-visible,button:focus-visible{outline:3px solid #2e3a97;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:#11131d;color:#f3f0e9}svg{stroke:#aab5ff}a,button{border-color:#aab5ff;color:#aab5ff}a:focus-visible,button:focus-visible{outline-color:#aab5ff}}
`;

/** Lets a Content-Security-Policy allow this one style, by its digest. */
export const PLAIN_STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

const LOOSE_THREAD = "M4 40C54 8 84 8 116 32s40 36 66 16-6-46-28-26 14 40 52 34 52-40 108-22";

/**
 * Why Next's own page is not shown: there is none, it broke, it had no turn, somebody asked for it too often, or what was
 * sent is too large.
 */
export type Lack = "missing" | "broken" | "busy" | "too_often" | "too_large";

const WORDS = {
  missing: NOT_FOUND_WORDS,
  broken: TROUBLE_WORDS,
  busy: BUSY_WORDS,
  too_often: TOO_OFTEN_WORDS,
  too_large: TOO_LARGE_WORDS,
} as const;

/**
 * A page that needs nothing: no script, no style file, no database. For addresses that do not exist and for pages
 * that broke, because Next leaves both to its scripts and shows a blank page without them; and for pages that had no
 * turn at the database. It speaks the language of its address, unless another one is chosen.
 */
export function plainPage(lack: Lack, path: string, chosen: Locale | null = null): string {
  const locale = chosen ?? localeOf(path);
  const words = WORDS[lack][locale];
  // The page itself is worth another try, unless there is none: an empty address is the present one.
  const href = { missing: `/${locale}/campaigns`, too_large: path, too_often: "", broken: "", busy: "" }[
    lack
  ];
  return page(locale, words, `<a href="${escaped(href)}">${escaped(words.action)}</a>`);
}

/** The form of a donor whom we could not serve, as a button that sends every field again. */
export function unsentFormPage(locale: Locale, fields: URLSearchParams): string {
  const words = UNSENT_FORM_WORDS[locale];
  const kept = [...fields].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const button = `<button type="submit">${escaped(words.action)}</button>`;
  return page(locale, words, `<form method="post" action="/give">${kept.join("")}${button}</form>`);
}

/** Leads the browser to another site at once, also without scripts, and says so meanwhile. */
export function onwardsPage(
  locale: Locale,
  onwards: { readonly address: string; readonly to: string },
): string {
  const { title, body, action } = ONWARDS_WORDS[locale];
  const href = escaped(onwards.address);
  const words = { title: title.replace("{name}", onwards.to), body };
  return page(
    locale,
    words,
    `<a href="${href}">${escaped(action)}</a>`,
    `<meta http-equiv="refresh" content="0;url=${href}">`,
  );
}

type Words = { readonly title: string; readonly body: string };

const page = (locale: Locale, { title, body }: Words, action: string, more = ""): string =>
  [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">${more}`,
    `<title>${escaped(title)} · CareForAll</title><link rel="icon" href="/icon.svg"><style>${STYLE}</style></head>`,
    `<body><main><svg viewBox="0 0 320 64" aria-hidden="true"><path d="${LOOSE_THREAD}"/></svg>`,
    `<h1>${escaped(title)}</h1><p>${escaped(body)}</p>${action}</main></body></html>`,
  ].join("");

function localeOf(path: string): Locale {
  const first = path.split("/")[1];
  return LOCALES.find((locale) => locale === first) ?? "en";
}

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
