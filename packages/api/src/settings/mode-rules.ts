import type { ModeRule } from "./mode-rule.ts";
import { TOGETHER } from "./rules-together.ts";
import { SIMULATOR_SMTP_OFFSET, type SettingName } from "./shape.ts";

export const SANDBOX_HOST = "sandbox.sslcommerz.com";
/** The demo store that SSLCommerz prints in its documentation: everybody knows it. */
export const DEMO_STORE = { id: "testbox", password: "qwerty" } as const;

/** 24 random bytes have fewer different ones than this less than once in a million million times. */
const GUESSABLE_BYTES = 12;

/** A large office or a school may need more than the defaults; ten times as much is no limit any more. */
const LIMITS_FACTOR_DEPLOYED_MAX = 10;

/** Words of examples, one character repeated, a shell command that no shell ran: none of them keeps a secret. */
const PLACEHOLDER = /^(.)\1+$|change.?me|example|placeholder|your.?secret|\$\(/is;

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/** Names and addresses that mean "this machine" or "any address of it", where no provider can be. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|::|::ffff:(?:127\..+|7f.+))$/i.test(
    host,
  );
}

function leadsToLoopback(url: string | undefined): boolean {
  return url !== undefined && isLoopback(hostOf(url));
}

function isPlainHttp(url: string | undefined): boolean {
  return url !== undefined && new URL(url).protocol === "http:";
}

function isPlaceholder(value: string | undefined): boolean {
  return value !== undefined && PLACEHOLDER.test(value);
}

/** One byte repeated, or text that somebody typed: both can be guessed. */
function isGuessable(secrets: string | undefined): boolean {
  return (secrets?.split(" ") ?? []).some((secret) => {
    const bytes = Buffer.from(secret.slice("whsec_".length), "base64");
    return new Set(bytes).size < GUESSABLE_BYTES || isPlaceholder(bytes.toString("latin1"));
  });
}

const DEPLOYED: readonly ModeRule[] = [
  { name: "WEB_URL", why: "must begin with https://", broken: (given) => isPlainHttp(given.WEB_URL) },
  {
    name: "WEB_URL",
    why: "must not be this machine (loopback)",
    broken: (given) => leadsToLoopback(given.WEB_URL),
  },
  {
    name: "DATABASE_URL",
    why: "must not switch encryption off (sslmode=disable)",
    broken: ({ DATABASE_URL: url }) =>
      url !== undefined && new URL(url).searchParams.get("sslmode") === "disable",
  },
  {
    name: "DATABASE_OWNER_URL",
    why: "must not switch encryption off (sslmode=disable)",
    broken: ({ DATABASE_OWNER_URL: url }) =>
      url !== undefined && new URL(url).searchParams.get("sslmode") === "disable",
  },
  {
    name: "FORM_SECRET",
    why: "looks like a placeholder",
    broken: (given) => isPlaceholder(given.FORM_SECRET),
  },
  {
    name: "FACTOR_SECRET",
    why: "looks like a placeholder",
    broken: (given) => isPlaceholder(given.FACTOR_SECRET),
  },
  {
    name: "HEALTH_TOKEN",
    why: "looks like a placeholder",
    broken: (given) => isPlaceholder(given.HEALTH_TOKEN),
  },
  {
    name: "SSLCOMMERZ_API_URL",
    why: "must begin with https://",
    broken: (given) => isPlainHttp(given.SSLCOMMERZ_API_URL),
  },
  {
    name: "SSLCOMMERZ_API_URL",
    why: "must not be this machine (loopback): the simulator is for embedded mode",
    broken: (given) => leadsToLoopback(given.SSLCOMMERZ_API_URL),
  },
  {
    name: "SSLCOMMERZ_STORE_ID",
    why: "is the public demo store",
    broken: (given) => given.SSLCOMMERZ_STORE_ID === DEMO_STORE.id,
  },
  {
    name: "SSLCOMMERZ_STORE_PASSWORD",
    why: "is the password of the public demo store",
    broken: (given) => given.SSLCOMMERZ_STORE_PASSWORD === DEMO_STORE.password,
  },
  {
    name: "UPLOADS_URL",
    why: "must begin with https://",
    broken: (given) => isPlainHttp(given.UPLOADS_URL),
  },
  {
    name: "S3_ENDPOINT",
    why: "must begin with https://",
    broken: (given) => isPlainHttp(given.S3_ENDPOINT),
  },
  {
    name: "SMTP_URL",
    why: "must not be this machine (loopback)",
    broken: (given) => leadsToLoopback(given.SMTP_URL),
  },
  {
    name: "EVENT_DISPATCH_URL",
    why: "must begin with https://",
    broken: (given) => isPlainHttp(given.EVENT_DISPATCH_URL),
  },
  {
    name: "EVENT_DISPATCH_URL",
    why: "must not be this machine (loopback)",
    broken: (given) => leadsToLoopback(given.EVENT_DISPATCH_URL),
  },
  ...TOGETHER,
  {
    name: "OAUTH_ISSUER",
    why: "must begin with https://",
    broken: (given) => isPlainHttp(given.OAUTH_ISSUER),
  },
  {
    name: "OAUTH_ISSUER",
    why: "must not be this machine (loopback)",
    broken: (given) => leadsToLoopback(given.OAUTH_ISSUER),
  },
  {
    name: "OAUTH_CLIENT_SECRET",
    why: "looks like a placeholder",
    broken: (given) => isPlaceholder(given.OAUTH_CLIENT_SECRET),
  },
  {
    name: "EVENT_DISPATCH_SECRET",
    why: "is easily guessed",
    broken: (given) => isGuessable(given.EVENT_DISPATCH_SECRET),
  },
  {
    name: "SIMULATOR_CONTROL",
    why: "must be 0 in deployed mode",
    broken: (given) => given.SIMULATOR_CONTROL === "1",
  },
  {
    name: "LIMITS_FACTOR",
    why: `must be at most ${LIMITS_FACTOR_DEPLOYED_MAX} in deployed mode: more switches the limits off`,
    broken: (given) => given.LIMITS_FACTOR > LIMITS_FACTOR_DEPLOYED_MAX,
  },
  {
    name: "POLLER",
    why: "must be on in deployed mode: a lost notification would cost the gift",
    broken: (given) => given.POLLER === "off",
  },
  {
    name: "KILL_POINT_DIR",
    why: "must not be set in deployed mode: it lets a file kill the process",
    broken: (given) => given.KILL_POINT_DIR !== undefined,
  },
];

const EMBEDDED: readonly ModeRule[] = [
  {
    name: "EVENT_DISPATCH_URL",
    why: "must be loopback in embedded mode: news of test money must not reach others",
    broken: ({ EVENT_DISPATCH_URL: url }) => url !== undefined && !leadsToLoopback(url),
  },
  ...TOGETHER,
  {
    name: "OAUTH_ISSUER",
    why: "must begin with https:// unless it is this machine (loopback)",
    broken: ({ OAUTH_ISSUER: url }) => isPlainHttp(url) && !leadsToLoopback(url),
  },
  {
    name: "HOST",
    why: "must be a loopback address in embedded mode: test money and the simulator are not for the network",
    broken: ({ HOST }) => HOST !== undefined && (!isLoopback(HOST) || ["0.0.0.0", "::"].includes(HOST)),
  },
  {
    name: "SSLCOMMERZ_API_URL",
    why: `must be the simulator (loopback) or https://${SANDBOX_HOST} in embedded mode: it shows "test money"`,
    broken: ({ SSLCOMMERZ_API_URL: url }) =>
      url !== undefined && !leadsToLoopback(url) && (hostOf(url) !== SANDBOX_HOST || isPlainHttp(url)),
  },
  {
    name: "SMTP_URL",
    why: "must be loopback in embedded mode: mail about test money must not reach people",
    broken: ({ SMTP_URL }) => SMTP_URL !== undefined && !leadsToLoopback(SMTP_URL),
  },
  {
    name: "WORKER_PORT",
    why: "is the same port as PORT",
    broken: (given) => given.WORKER_PORT === given.PORT,
  },
  {
    name: "SIMULATOR_PORT",
    why: `takes this port and those up to ${SIMULATOR_SMTP_OFFSET} above it; PORT or WORKER_PORT is among them`,
    broken: ({ SIMULATOR_PORT: first, PORT, WORKER_PORT }) =>
      [PORT, WORKER_PORT].some((port) => port >= first && port <= first + SIMULATOR_SMTP_OFFSET),
  },
];

export const MODE_RULES = { deployed: DEPLOYED, embedded: EMBEDDED } as const;

/** Without these there is no safe default in deployed mode. */
const REQUIRED_DEPLOYED: readonly SettingName[] = [
  "WEB_URL",
  "DATABASE_URL",
  "FORM_SECRET",
  "FACTOR_SECRET",
  "HEALTH_TOKEN",
  "SSLCOMMERZ_API_URL",
  "SSLCOMMERZ_STORE_ID",
  "SSLCOMMERZ_STORE_PASSWORD",
  "SMTP_URL",
  "MAIL_FROM",
];

/** `pnpm dev` and `pnpm start` provide these: they are random and belong to one data folder. */
const REQUIRED_EMBEDDED: readonly SettingName[] = [
  "DATABASE_URL",
  "FORM_SECRET",
  "FACTOR_SECRET",
  "HEALTH_TOKEN",
];

export const REQUIRED = { deployed: REQUIRED_DEPLOYED, embedded: REQUIRED_EMBEDDED } as const;
