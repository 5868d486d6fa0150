import type { WebContext } from "../server/request-context.ts";
import { keptCookie, newNonce } from "./kept.ts";
import type { Problem } from "./problem-of.ts";

/** What a refused form leaves for the page that it is shown on again. */
export type Refusal = {
  readonly path: string;
  /** The form. */
  readonly action: string;
  readonly problem: Problem;
  readonly values: Readonly<Record<string, string>>;
  readonly back: string | null;
};

/** The page that shows a refusal in words, and the cookie that it reads them from. */
export function refusedPage(
  { settings }: WebContext,
  refusal: Refusal,
): { location: string; cookie: string } {
  const { path, action, problem, values, back } = refusal;
  const kept = { nonce: newNonce(), action, problem, values };
  const query = new URLSearchParams({ kept: kept.nonce, ...(back !== null && { return: back }) });
  const isSecure = settings.web.url.startsWith("https:");
  return { location: `${path}?${query}`, cookie: keptCookie(kept, { path, isSecure }) };
}
