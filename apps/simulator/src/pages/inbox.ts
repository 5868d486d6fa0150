import { findMail, findMailSource, listMails, type Mail } from "../books/mails.ts";
import type { HttpAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { attachmentsOf, type Attachment } from "../mail/attachments.ts";
import { toDhakaTime } from "../sslcommerz/dhaka-time.ts";
import type { World } from "../world.ts";
import { escapeHtml, html, Html } from "./html.ts";
import { operatorPage } from "./layout.ts";

const MAILS_SHOWN_MAX = 100;

const VIEWS = { rendered: "Rendered", text: "Text", source: "Source" } as const;
type View = keyof typeof VIEWS;

const isView = (name: string): name is View => Object.hasOwn(VIEWS, name);

/** `/inbox?id=…&view=…&to=…`: the list, and one mail as people see it, as text, and as it came. */
export async function inboxPage(world: World, call: Call): Promise<HttpAnswer> {
  const to = call.query.get("to") || null;
  const mails = listMails(world.books, { to, before: Number.MAX_SAFE_INTEGER, limit: MAILS_SHOWN_MAX });
  const asked = call.query.get("id");
  const mail = asked === null ? (mails[0] ?? null) : findMail(world.books, mailId(asked));
  const view = call.query.get("view") ?? "";
  const main = html`<main>
    <h1 class="visually-hidden">Inbox</h1>
    ${
      mail === null
        ? html`<div class="sheet">
            <p class="empty">
              ${to === null ? "Mail that the shop sends will appear here, newest first." : `There is no mail for ${to}.`}
            </p>
          </div>`
        : html`<div class="inbox">
            <ul class="list" aria-label="Mails">
              ${mails.map((one) => listEntry(one, one.id === mail.id, to))}
            </ul>
            ${await mailPane(world, mail, isView(view) ? view : mail.html === "" ? "text" : "rendered", to)}
          </div>`
    }
  </main>`;
  return operatorPage(world, { title: "Inbox", current: "inbox", main });
}

const linkTo = (id: number, view: View | null, to: string | null): string =>
  `/inbox?${new URLSearchParams({ id: String(id), ...(view === null ? {} : { view }), ...(to === null ? {} : { to }) })}`;

function listEntry(mail: Mail, isCurrent: boolean, to: string | null): Html {
  return html`<li>
    <a href="${linkTo(mail.id, null, to)}" ${isCurrent && html`aria-current="true"`}>
      <b>${mail.subject || "(no subject)"}</b><span>to ${mail.to.join(", ")}</span>
      <span class="number">${toDhakaTime(mail.receivedAt)}</span></a
    >
  </li>`;
}

async function mailPane(world: World, mail: Mail, view: View, to: string | null): Promise<Html> {
  const source = findMailSource(world.books, mail.id) ?? new Uint8Array();
  const attachments = await attachmentsOf(source);
  const tabs = Object.entries(VIEWS).map(
    ([name, label]) =>
      html`<a
        href="${linkTo(mail.id, isView(name) ? name : null, to)}"
        ${name === view && html`aria-current="true"`}
        >${label}</a
      >`,
  );
  return html`<article class="mail">
    <h2>${mail.subject || "(no subject)"}</h2>
    <dl class="facts">
      <div>
        <dt>From</dt>
        <dd>${mail.from}</dd>
      </div>
      <div>
        <dt>To</dt>
        <dd>${mail.to.join(", ")}</dd>
      </div>
      <div>
        <dt>Received (Dhaka)</dt>
        <dd class="number">${toDhakaTime(mail.receivedAt)}</dd>
      </div>
      ${
        attachments.length > 0 &&
        html`<div>
          <dt>Attached</dt>
          <dd>${attachments.map((one, index) => attachmentLink(mail.id, one, index))}</dd>
        </div>`
      }
    </dl>
    <nav class="tabs" aria-label="How to show the mail">${tabs}</nav>
    ${content(mail, view, source)}
  </article>`;
}

const attachmentLink = (id: number, { name, content }: Attachment, index: number): Html =>
  html`<a href="/inbox/${id}/attachments/${index}">${name}</a> (${content.length} bytes) `;

function content(mail: Mail, view: View, source: Uint8Array): Html {
  if (view === "source") return html`<pre>${Buffer.from(source).toString("utf8")}</pre>`;
  if (view === "text") return html`<pre>${mail.text || "(this mail has no text part)"}</pre>`;
  if (mail.html === "") return html`<p class="empty">This mail has no HTML part.</p>`;
  // No scripts, no forms, no origin; links open in a tab of their own.
  const framed = escapeHtml(`<base target="_blank">${mail.html}`);
  return new Html(
    `<iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${framed}"></iframe>`,
  );
}

/** One attachment, always as a download: it came from outside. */
export async function attachmentFile(world: World, call: Call): Promise<HttpAnswer> {
  const source = findMailSource(world.books, mailId(call.params["id"] ?? ""));
  const attachment =
    source === null ? undefined : (await attachmentsOf(source))[mailId(call.params["index"] ?? "")];
  if (attachment === undefined) throw new HttpError(404, "no_attachment", "There is no such attachment.");
  return {
    status: 200,
    headers: {
      "content-type": /^[\w.+-]+\/[\w.+-]+$/.test(attachment.type)
        ? attachment.type
        : "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      "content-security-policy": "sandbox",
    },
    body: attachment.content,
  };
}

function mailId(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new HttpError(400, "bad_id", "An id is a whole number.");
  return Number(text);
}
