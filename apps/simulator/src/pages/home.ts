import { listAccounts, type Account } from "../books/accounts.ts";
import { listDeliveries, listTries, type Delivery } from "../books/deliveries.ts";
import { formatForPeople } from "../books/money.ts";
import { listNewestSessions, type Session } from "../books/sessions.ts";
import { listOfSession } from "../books/transactions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import { toDhakaTime } from "../sslcommerz/dhaka-time.ts";
import { METHOD_WORDS } from "../sslcommerz/methods.ts";
import { pageUrlOf } from "../sslcommerz/open-session.ts";
import { settleOverdue } from "../sslcommerz/overdue.ts";
import type { World } from "../world.ts";
import { html, type Html } from "./html.ts";
import { operatorPage, stateTag } from "./layout.ts";

/** What fits a page that is looked at; the control API gives all of it. */
const ACCOUNTS_SHOWN_MAX = 50;
const SESSIONS_SHOWN_MAX = 30;
const DELIVERIES_SHOWN_MAX = 30;

/** The first page: who has how much, the last payments, and what was said to the shop about them. */
export function homePage(world: World): HttpAnswer {
  settleOverdue(world);
  const { settings } = world;
  const faults = world.faults.list();
  const main = html`<main class="sheet">
    <section>
      <h1>Payments</h1>
      <p class="lead">
        SSLCommerz for one store, and a mail server. All of it is played: no bank is asked and no mail leaves
        this machine.
      </p>
      <dl class="facts">
        <div>
          <dt>SSLCommerz address</dt>
          <dd>${world.publicUrl}</dd>
        </div>
        <div>
          <dt>Store</dt>
          <dd>${settings.storeId}</dd>
        </div>
        <div>
          <dt>Mail server</dt>
          <dd>${settings.host}:${world.smtpPort}</dd>
        </div>
        <div>
          <dt>Control API</dt>
          <dd>${settings.control ? "on, at /control" : "off (SIMULATOR_CONTROL=1 turns it on)"}</dd>
        </div>
        <div>
          <dt>Trouble planned</dt>
          <dd>
            ${faults.length === 0 ? "none" : faults.map(({ endpoint, mode, timesLeft }) => `${endpoint} ${mode}${timesLeft === null ? "" : ` × ${timesLeft}`}`).join(", ")}
          </dd>
        </div>
      </dl>
    </section>
    <section>
      <h2>Accounts</h2>
      ${accountTable(listAccounts(world.books, ACCOUNTS_SHOWN_MAX))}
    </section>
    <section>
      <h2>Last payments</h2>
      ${sessionTable(world, listNewestSessions(world.books, SESSIONS_SHOWN_MAX))}
    </section>
    <section>
      <h2>Notifications to the shop</h2>
      ${deliveryTable(
        world,
        listDeliveries(world.books, {
          tranId: null,
          before: Number.MAX_SAFE_INTEGER,
          limit: DELIVERIES_SHOWN_MAX,
        }),
      )}
    </section>
  </main>`;
  return operatorPage(world, { title: "Payments", current: "home", main });
}

function accountTable(accounts: readonly Account[]): Html {
  const rows = accounts.map(
    ({ id, name, balanceMinor }) =>
      html`<tr>
        <td class="code">${id}</td>
        <td>${name}</td>
        <td class="money">${formatForPeople(balanceMinor)}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Number</th>
          <th>Whose</th>
          <th class="money">Balance</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function sessionTable(world: World, sessions: readonly Session[]): Html {
  if (sessions.length === 0) {
    return html`<p class="empty">Payments that the shop starts will appear here, newest first.</p>`;
  }
  const rows = sessions.map((session) => {
    const tries = listOfSession(world.books, session.id).map(
      ({ status, method, error }) =>
        html`<div>${stateTag(status)} ${method === null ? "" : METHOD_WORDS[method].label} ${error}</div>`,
    );
    return html`<tr>
      <td class="number">${toDhakaTime(session.createdAt)}</td>
      <td class="code"><a href="${pageUrlOf(world, session)}">${session.tranId}</a></td>
      <td>${session.productName}</td>
      <td>${stateTag(session.status)}</td>
      <td>${tries}</td>
      <td class="money">${formatForPeople(session.currencyAmountMinor, session.currencyType)}</td>
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Opened (Dhaka)</th>
          <th>Reference</th>
          <th>For</th>
          <th>State</th>
          <th>Tries</th>
          <th class="money">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function deliveryTable(world: World, deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) {
    return html`<p class="empty">What the shop is told will appear here, with its answers.</p>`;
  }
  const rows = deliveries.map((delivery) => {
    const tries = listTries(world.books, delivery.id);
    const last = tries.at(-1);
    const answers = tries.map(
      ({ number, at, durationMs, status, answer }) =>
        html`<p>
            Try ${number}, ${toDhakaTime(at)}, ${durationMs} ms:
            ${status === null ? "no answer" : String(status)}
          </p>
          <pre>${answer}</pre>`,
    );
    const request = [...new URLSearchParams(delivery.body)]
      .map(([name, value]) => `${name} = ${value}`)
      .join("\n");
    return html`<tr>
      <td class="number">${toDhakaTime(delivery.createdAt)}</td>
      <td class="code">${delivery.tranId}</td>
      <td>${delivery.kind}</td>
      <td>${stateTag(delivery.state)}</td>
      <td class="number">${delivery.tries}</td>
      <td>
        <details>
          <summary>
            ${last === undefined ? "not sent yet" : last.status === null ? "no answer" : `answered ${last.status}`}
          </summary>
          <p class="code">POST ${delivery.url}</p>
          <pre>${request}</pre>
          ${answers}
        </details>
      </td>
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Queued (Dhaka)</th>
          <th>Reference</th>
          <th>About</th>
          <th>State</th>
          <th>Tries</th>
          <th>Request and answer</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
