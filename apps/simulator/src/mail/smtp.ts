import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { insertMail, type Mail } from "../books/mails.ts";
import type { Books } from "../books/open-books.ts";
import type { FaultPlan } from "../control/fault-plan.ts";
import { isTaken } from "../ports.ts";

/** A receipt with its PDF is about 200 kB. */
export const MAIL_BYTES_MAX = 1024 * 1024;

/** A worker's pool has about five. */
const CLIENTS_MAX = 100;
const SOCKET_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 1_000;

export type MailParts = { readonly books: Books; readonly faults: FaultPlan; readonly now: () => number };

/** A mail server for whoever is addressed: no accounts, no TLS, nothing leaves it. Answers 250 after the commit. */
export function createSmtpServer(parts: MailParts): SMTPServer {
  const server = new SMTPServer({
    banner: "CareForAll simulator, development only",
    size: MAIL_BYTES_MAX,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    maxClients: CLIENTS_MAX,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onRcptTo(_address, _session, done) {
      const fault = parts.faults.take("mail", ["reject_temporary", "reject_permanent"]);
      if (fault === null) done();
      else if (fault.mode === "reject_temporary") done(smtpError(451, "Try again later"));
      else done(smtpError(550, "No such mailbox"));
    },
    onData(stream, session, done) {
      receive(parts, stream, session).then(
        (refusal) => (refusal === null ? done() : done(refusal)),
        (error: unknown) => {
          console.error("simulator: a mail could not be kept:", error);
          done(smtpError(451, "The mail could not be kept"));
        },
      );
    },
  });
  // Whoever listens for the ports reports a taken one; all else is a client that broke off.
  server.on("error", (error) => {
    if (!isTaken(error)) console.error("simulator: mail connection:", error.message);
  });
  return server;
}

/** Reads, parses and keeps one message. Returns the refusal, if it is too large. */
async function receive(
  { books, now }: MailParts,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Error | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // All of it must be read, or the client never gets to hear that it was too much.
  for await (const chunk of stream) {
    const part: unknown = chunk;
    if (!Buffer.isBuffer(part)) throw new TypeError("a mail stream without an encoding yields buffers");
    bytes += part.length;
    if (bytes <= MAIL_BYTES_MAX) chunks.push(part);
  }
  if (stream.sizeExceeded || bytes > MAIL_BYTES_MAX) return smtpError(552, "The mail is larger than 1 MB");
  const source = Buffer.concat(chunks);
  insertMail(books, { ...(await parseMail(source, session)), source, receivedAt: now() });
  return null;
}

/** What the inbox shows. Headers may be missing; whom it goes to is what the envelope says. */
async function parseMail(
  source: Uint8Array,
  { envelope: { mailFrom, rcptTo } }: SMTPServerSession,
): Promise<Omit<Mail, "id" | "receivedAt">> {
  const { messageId = "", from, subject = "", text = "", html = "" } = await PostalMime.parse(source);
  const envelopeFrom = mailFrom === false ? "" : mailFrom.address;
  return {
    messageId,
    from: from?.address ?? envelopeFrom,
    to: rcptTo.map(({ address }) => address),
    subject,
    text,
    html,
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
