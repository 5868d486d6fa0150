import { resolve } from "node:path";
import * as z from "zod";

/** Everything that can be chosen from outside. Environment names are in `zEnvironment`. */
export type Settings = {
  /** First port; 0 means "any free one". Mail is received `SMTP_PORT_OFFSET` above it. */
  readonly port: number;
  readonly host: string;
  /** Folder of the books (created when missing). */
  readonly dataDir: string;
  /** Whether `/control` exists. It can move money and make trouble, so it is off unless asked for. */
  readonly control: boolean;
  readonly storeId: string;
  readonly storePassword: string;
  /** Where people find the shop; only a link on the operator pages. */
  readonly webUrl: string | null;
  /** Origin under which browsers reach these pages, when it is not the listening address. */
  readonly publicUrl: string | null;
  readonly sessionMinutes: number;
  /** From the acceptance of a refund to the money being back. */
  readonly refundDelayMs: number;
};

/** The three personalities and the mailbox share one setting: +1 and +2 are kept for other providers. */
export const SMTP_PORT_OFFSET = 15;

/** SSLCommerz publishes no life time of a session; half an hour is what people meet on its pages. */
const SESSION_MINUTES_DEFAULT = 30;
const SESSION_MINUTES_MAX = 24 * 60;

/** Long enough to see "processing" in the shop, short enough to wait for. In life it takes days. */
const REFUND_DELAY_MS_DEFAULT = 2_000;
const REFUND_DELAY_MS_MAX = 24 * 60 * 60 * 1000;

/** `testbox` / `qwerty` is the demo store that SSLCommerz prints in its own documentation. */
export const SETTINGS_DEFAULT: Settings = {
  port: 4010,
  host: "127.0.0.1",
  dataDir: resolve(".data/simulator"),
  control: false,
  storeId: "testbox",
  storePassword: "qwerty",
  webUrl: null,
  publicUrl: null,
  sessionMinutes: SESSION_MINUTES_DEFAULT,
  refundDelayMs: REFUND_DELAY_MS_DEFAULT,
};

const PORT_MAX = 65_535 - SMTP_PORT_OFFSET;

const zWholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const zCredential = z.string().regex(/^[\x21-\x7e]{1,30}$/, "must be 1 to 30 visible ASCII characters");

const zWebAddress = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "must start with http:// or https://")
  .transform((text) => text.replace(/\/+$/, ""));

const zEnvironment = z.object({
  SIMULATOR_PORT: zWholeNumber(0, PORT_MAX).optional(),
  SIMULATOR_HOST: z
    .string()
    .regex(/^[0-9a-zA-Z.:-]{1,253}$/, "must be an address or a host name")
    .optional(),
  SIMULATOR_DATA_DIR: z.string().optional(),
  SIMULATOR_CONTROL: z.enum(["0", "1"], "must be 1 (on) or 0 (off)").optional(),
  SIMULATOR_WEB_URL: zWebAddress.optional(),
  SIMULATOR_PUBLIC_URL: zWebAddress.optional(),
  SIMULATOR_SESSION_MINUTES: zWholeNumber(1, SESSION_MINUTES_MAX).optional(),
  SIMULATOR_REFUND_DELAY_MS: zWholeNumber(0, REFUND_DELAY_MS_MAX).optional(),
  SSLCOMMERZ_STORE_ID: zCredential.optional(),
  SSLCOMMERZ_STORE_PASSWORD: zCredential.optional(),
});

/** Why the simulator cannot start, in words for the person who started it. Never a defect of ours. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Reads the environment; an empty value counts as absent. Throws a StartError that names every bad value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(zEnvironment.shape)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = zEnvironment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new StartError(`simulator: these settings are not usable:\n${faults.join("\n")}`);
  }
  const env = parsed.data;
  const base = SETTINGS_DEFAULT;
  return {
    port: env.SIMULATOR_PORT ?? base.port,
    host: env.SIMULATOR_HOST ?? base.host,
    dataDir: resolve(env.SIMULATOR_DATA_DIR ?? base.dataDir),
    control: env.SIMULATOR_CONTROL === "1",
    storeId: env.SSLCOMMERZ_STORE_ID ?? base.storeId,
    storePassword: env.SSLCOMMERZ_STORE_PASSWORD ?? base.storePassword,
    webUrl: env.SIMULATOR_WEB_URL ?? base.webUrl,
    publicUrl: env.SIMULATOR_PUBLIC_URL ?? base.publicUrl,
    sessionMinutes: env.SIMULATOR_SESSION_MINUTES ?? base.sessionMinutes,
    refundDelayMs: env.SIMULATOR_REFUND_DELAY_MS ?? base.refundDelayMs,
  };
}
