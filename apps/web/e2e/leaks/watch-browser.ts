import type { BrowserContext, Request, Response } from "playwright/test";
import { WEB_URL } from "../stack/addresses.ts";
import { keepSecret, keepTold } from "./keep-secret.ts";
import type { SecretKind } from "./secret.ts";

/** Fields of our forms that hold a secret. */
const FIELDS: Readonly<Record<string, SecretKind>> = {
  password: "password",
  current: "password",
  email: "e-mail",
  donorEmail: "e-mail",
  phone: "phone",
  code: "factor",
  formId: "key",
};

/** A language is no secret; whatever is sealed is longer. */
const COOKIE_LENGTH_MIN = 16;

const isOurs = (url: string): boolean => url.startsWith(`${WEB_URL}/`);

/** Notes what is typed into our forms, the cookies that we set, and what other sites are told. Call the answer at the end. */
export function watchBrowser(context: BrowserContext): () => Promise<void> {
  const reading: Promise<void>[] = [];
  context.on("request", (request) => {
    if (isOurs(request.url())) keepTyped(request);
    else keepForeign(request);
  });
  context.on("response", (response) => {
    if (isOurs(response.url()) && response.status() >= 300) reading.push(keepCookies(response));
  });
  return async () => {
    // A page that closed in the middle of an answer has nothing to add.
    await Promise.allSettled(reading);
  };
}

function keepTyped(request: Request): void {
  const isForm = request.headers()["content-type"]?.startsWith("application/x-www-form-urlencoded");
  if (isForm !== true) return;
  for (const [name, value] of new URLSearchParams(request.postData() ?? "")) {
    const kind = FIELDS[name];
    if (kind !== undefined) keepSecret(kind, value);
  }
}

function keepForeign(request: Request): void {
  if (!request.url().startsWith("http")) return;
  keepTold(`${request.url()} from ${request.headers()["referer"] ?? "nowhere"}`);
}

async function keepCookies(response: Response): Promise<void> {
  const lines = (await response.headerValue("set-cookie")) ?? "";
  for (const line of lines.split("\n")) {
    const value = /^[^=]+=([^;]*)/.exec(line)?.[1] ?? "";
    if (value.length >= COOKIE_LENGTH_MIN) keepSecret("cookie", value);
  }
}
