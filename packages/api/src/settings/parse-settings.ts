import { CATALOGUE } from "./catalogue.ts";
import { DEMO_STORE, MODE_RULES, REQUIRED, SANDBOX_HOST } from "./mode-rules.ts";
import { resolveSecretFiles, type Environment } from "./secret-files.ts";
import { SettingsError, type SettingsProblem } from "./settings-error.ts";
import type { Settings } from "./settings.ts";
import { SIMULATOR_SMTP_OFFSET, zEnvironment, type Given, type SettingName } from "./shape.ts";

const NAMES = zEnvironment.keyof().options;

/** A well-formed value that a rule refuses, or a malformed one; both say what is expected and what to type. */
function problem(name: SettingName, what: string): SettingsProblem {
  const { expected, type } = CATALOGUE[name];
  return { name, message: `${name} ${what}. Expected: ${expected}. Type: ${type}` };
}

function malformed(name: SettingName, value: string): SettingsProblem {
  return problem(
    name,
    CATALOGUE[name].secret ? "is not usable (its value is not shown)" : `is ${JSON.stringify(value)}`,
  );
}

/** Well-formed values; malformed ones are reported and count as absent, so that the other rules can still speak. */
function readShape(values: Record<string, string>, problems: SettingsProblem[]): Given {
  const wellFormed = { ...values };
  const parsed = zEnvironment.safeParse(values);
  const faulty = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  for (const name of NAMES.filter((candidate) => faulty.has(candidate))) {
    problems.push(malformed(name, values[name] ?? ""));
    delete wellFormed[name];
  }
  return zEnvironment.parse(wellFormed);
}

function checkMode(given: Given, problems: SettingsProblem[]): void {
  const reported = new Set(problems.map(({ name }) => name));
  if (reported.has("CAREFORALL_MODE")) return; // which rules apply is not known
  const mode = given.CAREFORALL_MODE;
  const help = mode === "embedded" ? " (`pnpm dev` provides it)" : "";
  for (const name of REQUIRED[mode]) {
    if (given[name] === undefined && !reported.has(name)) problems.push(problem(name, `is missing${help}`));
  }
  for (const rule of MODE_RULES[mode]) {
    if (!reported.has(rule.name) && rule.broken(given)) problems.push(problem(rule.name, rule.why));
  }
}

/** Asked only after `checkMode` found every required setting present. */
function present(name: SettingName, value: string | undefined): string {
  if (value === undefined) throw new SettingsError([problem(name, "is missing")]);
  return value;
}

function withEmbeddedDefaults(given: Given): Given {
  if (given.CAREFORALL_MODE === "deployed") return given;
  return {
    ...given,
    HOST: given.HOST ?? "localhost",
    WEB_URL: given.WEB_URL ?? `http://localhost:${given.PORT}`,
    SSLCOMMERZ_API_URL: given.SSLCOMMERZ_API_URL ?? `http://127.0.0.1:${given.SIMULATOR_PORT}`,
    SSLCOMMERZ_STORE_ID: given.SSLCOMMERZ_STORE_ID ?? DEMO_STORE.id,
    SSLCOMMERZ_STORE_PASSWORD: given.SSLCOMMERZ_STORE_PASSWORD ?? DEMO_STORE.password,
    SMTP_URL: given.SMTP_URL ?? `smtp://127.0.0.1:${given.SIMULATOR_PORT + SIMULATOR_SMTP_OFFSET}`,
    MAIL_FROM: given.MAIL_FROM ?? "CareForAll <giving@careforall.localhost>",
  };
}

function dispatchOf({ EVENT_DISPATCH_URL: url, EVENT_DISPATCH_SECRET: secret }: Given): Settings["dispatch"] {
  if (url === undefined) return null;
  const secrets = present("EVENT_DISPATCH_SECRET", secret).split(" ");
  return Object.freeze({ url, secrets: Object.freeze(secrets) });
}

function oauthOf(given: Given): Settings["oauth"] {
  if (given.OAUTH_ISSUER === undefined) return null;
  return Object.freeze({
    issuer: given.OAUTH_ISSUER,
    clientId: present("OAUTH_CLIENT_ID", given.OAUTH_CLIENT_ID),
    clientSecret: present("OAUTH_CLIENT_SECRET", given.OAUTH_CLIENT_SECRET),
    name: present("OAUTH_NAME", given.OAUTH_NAME),
  });
}

/** Either all of S3_* are there or none (mode-rules.ts). */
function bucketOf(given: Given): Settings["uploads"]["s3"] {
  if (given.S3_ENDPOINT === undefined) return null;
  return Object.freeze({
    endpoint: given.S3_ENDPOINT,
    region: present("S3_REGION", given.S3_REGION),
    bucket: present("S3_BUCKET", given.S3_BUCKET),
    accessKeyId: present("S3_ACCESS_KEY_ID", given.S3_ACCESS_KEY_ID),
    secretAccessKey: present("S3_SECRET_ACCESS_KEY", given.S3_SECRET_ACCESS_KEY),
  });
}

function build(given: Given): Settings {
  const apiUrl = present("SSLCOMMERZ_API_URL", given.SSLCOMMERZ_API_URL);
  return Object.freeze({
    mode: given.CAREFORALL_MODE,
    testMoney: given.CAREFORALL_MODE === "embedded" || new URL(apiUrl).hostname === SANDBOX_HOST,
    web: Object.freeze({
      host: given.HOST ?? "0.0.0.0",
      port: given.PORT,
      url: present("WEB_URL", given.WEB_URL),
      trustedProxyHops: given.TRUSTED_PROXY_HOPS,
    }),
    limitsFactor: given.LIMITS_FACTOR,
    worker: Object.freeze({ port: given.WORKER_PORT }),
    database: Object.freeze({
      url: present("DATABASE_URL", given.DATABASE_URL),
      ownerUrl: given.DATABASE_OWNER_URL ?? null,
      poolMax: given.DATABASE_POOL_MAX,
      queueMax: given.DATABASE_QUEUE_MAX,
      webhookPoolMax: given.DATABASE_WEBHOOK_POOL_MAX,
    }),
    redisUrl: given.REDIS_URL ?? null,
    formSecret: present("FORM_SECRET", given.FORM_SECRET),
    factorSecret: present("FACTOR_SECRET", given.FACTOR_SECRET),
    healthToken: present("HEALTH_TOKEN", given.HEALTH_TOKEN),
    sslcommerz: Object.freeze({
      apiUrl,
      storeId: present("SSLCOMMERZ_STORE_ID", given.SSLCOMMERZ_STORE_ID),
      storePassword: present("SSLCOMMERZ_STORE_PASSWORD", given.SSLCOMMERZ_STORE_PASSWORD),
    }),
    uploads: Object.freeze({
      folder: given.UPLOADS_DIR,
      url: given.UPLOADS_URL ?? present("WEB_URL", given.WEB_URL),
      s3: bucketOf(given),
    }),
    mail: Object.freeze({
      smtpUrl: present("SMTP_URL", given.SMTP_URL),
      from: present("MAIL_FROM", given.MAIL_FROM),
    }),
    fees: Object.freeze({
      platformBasisPoints: given.PLATFORM_FEE_BASIS_POINTS,
      refundFeeBearer: given.REFUND_FEE_BEARER,
    }),
    mayReconcile: given.RECONCILE === "on",
    mayPoll: given.POLLER === "on",
    killPointDir: given.KILL_POINT_DIR ?? null,
    dispatch: dispatchOf(given),
    oauth: oauthOf(given),
    logLevel: given.LOG_LEVEL,
  });
}

/**
 * Reads the environment of a web or worker process. Throws a SettingsError that names every bad value with the
 * expected form and what to type; values of secrets are never in it.
 */
export function parseSettings(environment: Environment): Settings {
  const { values, problems } = resolveSecretFiles(environment);
  const given = readShape(values, problems);
  checkMode(given, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  return build(withEmbeddedDefaults(given));
}
