import { AppError } from "@careforall/domain/shared";
import { createTransport } from "nodemailer";

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
};

/** Hands mail to an SMTP server. Throws AppError `unavailable` when it may work later, `refused` when it never will. */
export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

const TIMEOUT_MS = 15_000;
/** SMTP replies of 500 and above are permanent (RFC 5321, section 4.2.1). */
const PERMANENT_MIN = 500;

export function createMailer(settings: { readonly smtpUrl: string; readonly from: string }): Mailer {
  const transport = createTransport({
    url: settings.smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        // As one address: a text with a comma in it would be a list of them.
        const to = { name: "", address: mail.to };
        await transport.sendMail({ from: settings.from, ...mail, to });
      } catch (error) {
        throw refusalOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function refusalOf(cause: unknown): AppError {
  const code =
    typeof cause === "object" && cause !== null && "responseCode" in cause ? cause.responseCode : undefined;
  return typeof code === "number" && code >= PERMANENT_MIN
    ? new AppError("refused", "message.refused", `The mail server refused the message (${code}).`, { cause })
    : new AppError("unavailable", "message.unavailable", "The mail server cannot take the message now.", {
        cause,
      });
}
