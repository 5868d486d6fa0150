import { formatForPeople } from "../books/money.ts";
import type { Session } from "../books/sessions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import { html, page, type Html } from "../pages/html.ts";
import { METHOD_WORDS, type Method } from "../sslcommerz/methods.ts";
import { WALLET_STYLE } from "./style.ts";

/** Three stitches on a folded note: no company's logo. */
const MARK = html`<svg
  width="26"
  height="26"
  viewBox="0 0 26 26"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
>
  <rect x="2" y="5" width="22" height="16" rx="4" />
  <path d="M7 13h2.5M12 13h2.5M17 13h2.5" />
</svg>`;

export type WalletPage = {
  readonly title: string;
  /** Null while no way of paying is chosen. */
  readonly method: Method | null;
  readonly main: Html;
  readonly script?: string;
  readonly status?: number;
};

/** The frame of every page a payer sees: who asks, how much, and that none of it is real. */
export function walletPage(
  session: Session,
  { title, method, main, script, status }: WalletPage,
): HttpAnswer {
  const name = method === null ? "Secure checkout" : METHOD_WORDS[method].label;
  const body = html`<div class="seam"><b>Development</b>: test money, no bank is asked</div>
    <div class="wallet ${method ?? "none"}">
      <header class="head">
        <p class="name">${MARK} ${name}</p>
        <p class="payee">Pay ${session.storeId} for ${session.productName}</p>
        <p class="sum number">${formatForPeople(session.amountMinor)}</p>
        <p class="reference">Reference ${session.tranId}</p>
      </header>
      <main>${main}</main>
    </div>`;
  return page({
    title,
    style: WALLET_STYLE,
    body,
    ...(script === undefined ? {} : { script }),
    ...(status === undefined ? {} : { status }),
  });
}
