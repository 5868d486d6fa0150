import { type DestinationStream, pino, type Logger as Pino } from "pino";

export type Logger = Pino;

/** What must never reach a log, wherever it sits in the logged object. */
const REDACTED = [
  "password",
  "store_passwd",
  "storePassword",
  "secret",
  "formSecret",
  "factorSecret",
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

/** Lines are written together once there are so many bytes, or after so long. */
const WRITE_BYTES = 4_096;
const WRITE_GAP_MS = 50;
/** When whoever reads our lines stands still, further ones are lost, rather than memory or donors. */
const WAITING_BYTES_MAX = 8_000_000;

/**
 * Standard output, not waited for: a system call per line was a fifth of the processor time of a small answer
 * (docs/benchmarks.md). The end of the process and a fatal line write what is left; a SIGKILL may lose the last 50 ms.
 */
const standardOutput = (): DestinationStream =>
  pino.destination({
    dest: 1,
    sync: false,
    minLength: WRITE_BYTES,
    periodicFlush: WRITE_GAP_MS,
    maxLength: WAITING_BYTES_MAX,
  });

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
    destination ?? standardOutput(),
  );
