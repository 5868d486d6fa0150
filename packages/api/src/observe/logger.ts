import { type DestinationStream, pino, type Logger as Pino } from "pino";

export type Logger = Pino;

/** What must never reach a log, wherever it sits in the logged object. */
const REDACTED = [
  "password",
  "store_passwd",
  "storePassword",
  "secret",
  "formSecret",
  "token",
  "authorization",
  "cookie",
  "email",
  "donorEmail",
  "donor_email",
  "donorName",
  "phone",
  "cus_email",
  "cus_phone",
  "to",
  "recipient",
];

/** An error of PostgreSQL quotes the whole row here, address and name of the donor included. */
const QUOTES_ROWS = ["err.detail", "err.where"];

/** One line of JSON per event, on standard output unless said otherwise; line breaks stay inside their string. */
export const createLogger = (name: string, level = "info", destination?: DestinationStream): Logger =>
  pino(
    {
      name,
      level,
      base: { name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [...QUOTES_ROWS, ...REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])],
        censor: "[redacted]",
      },
      serializers: { err: pino.stdSerializers.err },
    },
    destination ?? pino.destination(1),
  );
