import type { HttpAnswer } from "../http/answer.ts";
import type { World } from "../world.ts";
import { html, page, type Html } from "./html.ts";
import { OPERATOR_STYLE } from "./style.ts";

export type OperatorPage = {
  readonly title: string;
  readonly current: "home" | "transactions" | "inbox";
  readonly main: Html;
};

/** The frame of the pages for whoever runs the simulator. */
export function operatorPage(world: World, { title, current, main }: OperatorPage): HttpAnswer {
  const link = (name: typeof current, href: string, label: string) =>
    html`<a href="${href}" ${current === name && html`aria-current="page"`}>${label}</a>`;
  const { webUrl } = world.settings;
  return page({
    title: `${title} · simulator`,
    style: OPERATOR_STYLE,
    body: html`<div class="seam">
        <b>Development</b>: the world outside, with test money and a mailbox that nothing leaves
      </div>
      <nav class="bar" aria-label="Simulator">
        <strong>Simulator</strong> ${link("home", "/", "Payments")}
        ${link("transactions", "/transactions", "Transactions")} ${link("inbox", "/inbox", "Inbox")}
        ${webUrl !== null && html`<a href="${webUrl}">To the shop</a>`}
      </nav>
      ${main}`,
  });
}

/** A state in words and colour, never in colour alone. */
export function stateTag(state: string): Html {
  const good = ["paid", "VALID", "delivered", "refunded", "sent"];
  const waiting = [
    "open",
    "queued",
    "held",
    "processing",
    "CANCELLED",
    "cancelled",
    "EXPIRED",
    "expired",
    "UNATTEMPTED",
    "unattempted",
  ];
  const tone = good.includes(state) ? "good" : waiting.includes(state) ? "waiting" : "bad";
  return html`<span class="state ${tone}">${state}</span>`;
}
