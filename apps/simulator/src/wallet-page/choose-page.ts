import type { Session } from "../books/sessions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import { html } from "../pages/html.ts";
import { METHOD_WORDS, type Method } from "../sslcommerz/methods.ts";
import { walletPage } from "./layout.ts";

/** Shown when the shop left the way of paying to the donor. Links, so it needs no script. */
export function choosePage(session: Session, methods: readonly Method[]): HttpAnswer {
  const choices = methods.map(
    (method) =>
      html`<li>
        <a href="?method=${method}"><span class="dot ${method}"></span>${METHOD_WORDS[method].label}</a>
      </li>`,
  );
  return walletPage(session, {
    title: "How would you like to pay?",
    method: null,
    main: html`<h1>How would you like to pay?</h1>
      <ul class="choices">
        ${choices}
      </ul>
      <form method="post"><button name="decision" value="cancel">Cancel</button></form>`,
  });
}
