import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zText, zWhole } from "./row.ts";

/** The newest ones are kept: enough for a day of tests, and at most 2 GB of the largest mails. */
const MAILS_KEPT_MAX = 2_000;

const zRecipients = zText.transform((text) => z.array(z.string()).parse(JSON.parse(text)));

const zMail = z.object({
  id: zWhole,
  messageId: zText,
  from: zText,
  /** Whom the envelope named, which is who would really get it. */
  to: zRecipients,
  subject: zText,
  text: zText,
  html: zText,
  receivedAt: zWhole,
});

export type Mail = z.output<typeof zMail>;

const COLUMNS = `id, message_id as messageId, sender as "from", recipients as "to", subject, body_text as text,
  body_html as html, received_at as receivedAt`;

export function insertMail(books: Books, mail: Omit<Mail, "id"> & { readonly source: Uint8Array }): void {
  books.transact(() => {
    books.run(
      `insert into mail (message_id, sender, recipients, subject, body_text, body_html, source, received_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      mail.messageId,
      mail.from,
      JSON.stringify(mail.to),
      mail.subject,
      mail.text,
      mail.html,
      mail.source,
      mail.receivedAt,
    );
    books.run("delete from mail where id <= (select max(id) from mail) - ?", MAILS_KEPT_MAX);
  });
}

export type MailFilter = { readonly to: string | null; readonly before: number; readonly limit: number };

/** Newest first, older than a given one; `to` is one whole address, in any case. */
export function listMails(books: Books, { to, before, limit }: MailFilter): Mail[] {
  if (to === null) {
    return books.list(
      zMail,
      `select ${COLUMNS} from mail where id < ? order by id desc limit ?`,
      before,
      limit,
    );
  }
  return books.list(
    zMail,
    `select ${COLUMNS} from mail where id < ?
       and exists (select 1 from json_each(recipients) where lower(value) = lower(?)) order by id desc limit ?`,
    before,
    to,
    limit,
  );
}

export const findMail = (books: Books, id: number): Mail | null =>
  books.find(zMail, `select ${COLUMNS} from mail where id = ?`, id);

/** The message exactly as it came over the wire. */
export const findMailSource = (books: Books, id: number): Uint8Array | null =>
  books.find(z.object({ source: z.instanceof(Uint8Array) }), "select source from mail where id = ?", id)
    ?.source ?? null;

export const deleteMails = (books: Books): number => books.run("delete from mail");
