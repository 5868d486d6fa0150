import { formatForPeople } from "../books/money.ts";
import { listNewestTransactions, type Transaction } from "../books/transactions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { toDhakaTime } from "../sslcommerz/dhaka-time.ts";
import { METHOD_WORDS } from "../sslcommerz/methods.ts";
import { settleOverdue } from "../sslcommerz/overdue.ts";
import { statementCsv } from "../sslcommerz/statement.ts";
import type { World } from "../world.ts";
import { html, type Html } from "./html.ts";
import { operatorPage, stateTag } from "./layout.ts";

/** What fits a page that is looked at; the file has all of it. */
const SHOWN_MAX = 100;
const DAY_MS = 86_400_000;

/** What a merchant sees in the gateway's panel: the last transactions, and all of them as a file. */
export function transactionsPage(world: World): HttpAnswer {
  settleOverdue(world);
  const main = html`<main class="sheet">
    <section>
      <h1>Transactions</h1>
      <p class="lead">
        Every try that the gateway knows, newest first, as a merchant sees it in the panel. The file has all
        of them:
        <a href="/transactions.csv" download>Download transactions.csv</a>, or the days from and to (Dhaka) as
        <code>/transactions.csv?from=2026-11-20&amp;to=2026-11-21</code>.
      </p>
    </section>
    ${transactionTable(listNewestTransactions(world.books, SHOWN_MAX))}
  </main>`;
  return operatorPage(world, { title: "Transactions", current: "transactions", main });
}

/** `/transactions.csv?from=…&to=…`: whole days in Dhaka, both inside; without them everything. */
export function statementFile(world: World, call: Call): HttpAnswer {
  const from = dayOf(call, "from");
  const to = dayOf(call, "to");
  return statementCsv(world, {
    from: from ?? 0,
    to: to === null ? Number.MAX_SAFE_INTEGER : to + DAY_MS - 1,
  });
}

function dayOf(call: Call, name: string): number | null {
  const day = call.query.get(name) ?? "";
  if (day === "") return null;
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+06:00`) : Number.NaN;
  if (Number.isNaN(at)) throw new HttpError(400, "bad_input", `${name} must be a day such as 2026-11-21.`);
  return at;
}

function transactionTable(transactions: readonly Transaction[]): Html {
  if (transactions.length === 0) return html`<p class="empty">Payments will appear here, newest first.</p>`;
  const rows = transactions.map(
    (paid) =>
      html`<tr>
        <td class="number">${toDhakaTime(paid.tranAt)}</td>
        <td class="code">${paid.tranId}</td>
        <td class="code">${paid.valId ?? ""}</td>
        <td>${stateTag(paid.status)}</td>
        <td>${paid.method === null ? "" : METHOD_WORDS[paid.method].label}</td>
        <td class="money">${formatForPeople(paid.amountMinor)}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>At (Dhaka)</th>
          <th>tran_id</th>
          <th>val_id</th>
          <th>State</th>
          <th>Paid by</th>
          <th class="money">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
