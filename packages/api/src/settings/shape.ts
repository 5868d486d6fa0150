import { PLATFORM_FEE_BASIS_POINTS_MAX } from "@careforall/domain/pledge";
import { FEE_BEARERS } from "@careforall/domain/refund";
import * as z from "zod";
import { LOG_LEVELS } from "./settings.ts";

const PORT_MAX = 65_535;
/** The simulator also listens on +1, +2 and +15 (its mailbox). */
export const SIMULATOR_SMTP_OFFSET = 15;
/** PostgreSQL allows 100 connections by default, and several processes share them. */
const POOL_MAX = 100;
/** A longer queue than this is no queue: its end would wait for longer than a request may take. */
const QUEUE_MAX = 10_000;
/** They only store what came in; the worker acts on it. */
const WEBHOOK_POOL_MAX = 20;
/** A content network, a load balancer and an ingress make three; more is a mistake that would trust a stranger. */
const PROXY_HOPS_MAX = 5;
/** At a hundred thousand no test, benchmark or run under fire meets a limit. */
const LIMITS_FACTOR_MAX = 100_000;
const FORM_SECRET_BYTES_MIN = 32;
const HEALTH_TOKEN_CHARACTERS_MIN = 16;

function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);
}

function url(...schemes: readonly string[]) {
  return z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    abort: true, // what follows takes the URL apart
  });
}

/** Scheme, host and port alone; a slash at the end is forgiven. */
const zOrigin = url("http:", "https:")
  .refine((text) => ["", "/"].includes(new URL(text).pathname) && new URL(text).search === "")
  .transform((text) => new URL(text).origin);

const zPrefix = url("http:", "https:").transform((text) => text.replace(/\/+$/, ""));

const zDatabase = url("postgres:", "postgresql:").refine((text) => new URL(text).pathname.length > 1);

/** `name@host` or `Shown name <name@host>`; no line break may smuggle a second header in. */
const zMailbox = z.string().regex(/^(?:[^<>\r\n]{1,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/);

/** SSLCommerz allows 30 characters for each. */
const zStoreCredential = z.string().regex(/^[\x21-\x7e]{1,30}$/);

/** A name of a bucket as Amazon allows it. */
const zBucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);

const zS3Key = z.string().regex(/^[\x21-\x7e]{3,200}$/);

const zHost = z.string().regex(/^[0-9a-zA-Z.:-]{1,253}$/);

/** A user or password in the address would be logged by every proxy on the way; fetch refuses it too. */
const zReceiver = url("http:", "https:").refine((text) => {
  const { username, password, hash } = new URL(text);
  return username === "" && password === "" && hash === "";
});

/** As the provider writes itself: compared letter by letter with what it signs, so nothing is forgiven. */
const zIssuer = url("http:", "https:").refine((text) => {
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === "" && text.length <= 255;
});
const zClientCredential = z.string().regex(/^[\x21-\x7e]{1,500}$/);
/** Short enough for a button on a phone. */
const zProviderName = z.string().regex(/^[^\p{Cc}<>]{1,30}$/u);

/** Standard Webhooks asks for 192 to 512 bits. */
const SIGNING_SECRET_BYTES = { min: 24, max: 64 } as const;

/** Base64 that says the same when it is read and written again: a lost character must not pass as a shorter secret. */
function isSigningSecret(text: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1] ?? "";
  const bytes = Buffer.from(encoded, "base64");
  const { min, max } = SIGNING_SECRET_BYTES;
  return bytes.toString("base64") === encoded && bytes.length >= min && bytes.length <= max;
}

/** More than two is no change from one to the other. */
const zSigningSecrets = z.string().refine((text) => {
  const secrets = text.split(" ");
  return secrets.length <= 2 && secrets.every(isSigningSecret);
});

/** Every setting there is, in the order of .env.example. What is missing is judged later, by mode. */
export const zEnvironment = z.object({
  CAREFORALL_MODE: z.enum(["embedded", "deployed"]).default("deployed"),
  HOST: zHost.optional(),
  PORT: wholeNumber(1, PORT_MAX).default(3000),
  WORKER_PORT: wholeNumber(1, PORT_MAX).default(9464),
  SIMULATOR_PORT: wholeNumber(1, PORT_MAX - SIMULATOR_SMTP_OFFSET).default(4010),
  SIMULATOR_CONTROL: z.enum(["0", "1"]).default("0"),
  WEB_URL: zOrigin.optional(),
  TRUSTED_PROXY_HOPS: wholeNumber(0, PROXY_HOPS_MAX).default(0),
  DATABASE_URL: zDatabase.optional(),
  DATABASE_OWNER_URL: zDatabase.optional(),
  LIMITS_FACTOR: wholeNumber(1, LIMITS_FACTOR_MAX).default(1),
  DATABASE_POOL_MAX: wholeNumber(1, POOL_MAX).default(10),
  DATABASE_QUEUE_MAX: wholeNumber(1, QUEUE_MAX).default(200),
  DATABASE_WEBHOOK_POOL_MAX: wholeNumber(1, WEBHOOK_POOL_MAX).default(3),
  REDIS_URL: url("redis:", "rediss:").optional(),
  FORM_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= FORM_SECRET_BYTES_MIN)
    .optional(),
  FACTOR_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= FORM_SECRET_BYTES_MIN)
    .optional(),
  HEALTH_TOKEN: z
    .string()
    .min(HEALTH_TOKEN_CHARACTERS_MIN)
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  SSLCOMMERZ_API_URL: zPrefix.optional(),
  SSLCOMMERZ_STORE_ID: zStoreCredential.optional(),
  SSLCOMMERZ_STORE_PASSWORD: zStoreCredential.optional(),
  UPLOADS_DIR: z.string().min(1).default(".data/uploads"),
  UPLOADS_URL: zOrigin.optional(),
  S3_ENDPOINT: zOrigin.optional(),
  S3_REGION: z
    .string()
    .regex(/^[\w-]{1,50}$/)
    .optional(),
  S3_BUCKET: zBucket.optional(),
  S3_ACCESS_KEY_ID: zS3Key.optional(),
  S3_SECRET_ACCESS_KEY: zS3Key.optional(),
  SMTP_URL: url("smtp:", "smtps:").optional(),
  MAIL_FROM: zMailbox.optional(),
  PLATFORM_FEE_BASIS_POINTS: wholeNumber(0, PLATFORM_FEE_BASIS_POINTS_MAX).default(0),
  REFUND_FEE_BEARER: z.enum(FEE_BEARERS).default("platform"),
  RECONCILE: z.enum(["on", "off"]).default("on"),
  EVENT_DISPATCH_URL: zReceiver.optional(),
  EVENT_DISPATCH_SECRET: zSigningSecrets.optional(),
  OAUTH_ISSUER: zIssuer.optional(),
  OAUTH_CLIENT_ID: zClientCredential.optional(),
  OAUTH_CLIENT_SECRET: zClientCredential.optional(),
  OAUTH_NAME: zProviderName.optional(),
  POLLER: z.enum(["on", "off"]).default("on"),
  KILL_POINT_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
});

export type Given = z.output<typeof zEnvironment>;
export type SettingName = keyof Given;
