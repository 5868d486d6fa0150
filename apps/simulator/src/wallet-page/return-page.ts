import type { Session } from "../books/sessions.ts";
import type { Transaction } from "../books/transactions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import { signedFields } from "../ipn/enqueue-ipn.ts";
import { html, type Html } from "../pages/html.ts";
import type { World } from "../world.ts";
import { walletPage } from "./layout.ts";

/**
 * Sends the browser back to the shop as the gateway does: a form posted from this site to the shop's. With scripts it
 * goes by itself, without them the donor presses the button.
 */
export function returnPage(world: World, session: Session, about: Transaction): HttpAnswer {
  const fields = Object.entries(signedFields(world, session, about)).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" /> `,
  );
  const { heading, note, tone } = wordsOf(about);
  return walletPage(session, {
    title: heading,
    method: about.method,
    main: html`<h1>${heading}</h1>
      <p class="note ${tone}">${note}</p>
      <form id="return" method="post" action="${returnUrlOf(session, about)}">
        ${fields}
        <button class="pay">Return to shop</button>
      </form>`,
    script: `document.getElementById("return").submit();`,
  });
}

function returnUrlOf(session: Session, about: Transaction): string {
  if (about.status === "VALID") return session.successUrl;
  return about.status === "CANCELLED" || about.status === "UNATTEMPTED" ? session.cancelUrl : session.failUrl;
}

/** What happened to the money comes first. */
function wordsOf(about: Transaction): { heading: string; note: string | Html; tone: string } {
  switch (about.status) {
    case "VALID":
      return {
        heading: "Payment complete",
        note: "Your payment was made once. We take you back to the shop.",
        tone: "good",
      };
    case "FAILED":
      return { heading: "Payment not made", note: `You have not been charged. ${about.error}.`, tone: "bad" };
    case "EXPIRED":
      return {
        heading: "This page has expired",
        note: "You have not been charged. The time to pay is over.",
        tone: "waiting",
      };
    case "CANCELLED":
    case "UNATTEMPTED":
      return { heading: "Payment cancelled", note: "You have not been charged.", tone: "waiting" };
  }
}

/** After "Close the tab": the shop is told by its notification alone. */
export function closedTabPage(session: Session, about: Transaction): HttpAnswer {
  return walletPage(session, {
    title: "You may close this tab",
    method: about.method,
    main: html`<h1>You may close this tab</h1>
      <p class="note good">Your payment was made. This page does not take you back to the shop.</p>`,
  });
}

/** A donor who opens a cancelled page again; in life the wallet may still be paid from another tab. */
export const cancelledNote = html`<p class="note waiting">
  You cancelled this payment. You can still make it here.
</p>`;

export const failedNote = (error: string): Html =>
  html`<p class="note bad">You have not been charged. ${error}. You can try again.</p>`;
