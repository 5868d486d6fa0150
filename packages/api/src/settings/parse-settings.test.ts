import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { parseSettings, SettingsError, type Environment } from "./index.ts";

const DEPLOYED = {
  WEB_URL: "https://give.example.org/",
  DATABASE_URL: "postgresql://u:p@db:5432/careforall",
  FORM_SECRET: "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u",
  FACTOR_SECRET: "Wb7TyR1sLdF6gHaE3uk2Jc0mPq8VnZ4x",
  HEALTH_TOKEN: "3f9c1a7be0d24c58",
  SSLCOMMERZ_API_URL: "https://securepay.sslcommerz.com/",
  SSLCOMMERZ_STORE_ID: "carelive",
  SSLCOMMERZ_STORE_PASSWORD: "carelive@ssl",
  SMTP_URL: "smtps://u:p@mail.internal:465",
  MAIL_FROM: "CareForAll <giving@give.org>",
} satisfies Environment;

const EMBEDDED = {
  CAREFORALL_MODE: "embedded",
  DATABASE_URL: "postgresql://u:p@127.0.0.1:54339/careforall",
  FORM_SECRET: DEPLOYED.FORM_SECRET,
  FACTOR_SECRET: DEPLOYED.FACTOR_SECRET,
  HEALTH_TOKEN: DEPLOYED.HEALTH_TOKEN,
} satisfies Environment;

function errorOf(environment: Environment): SettingsError {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("these settings were accepted");
}

const namesOf = (environment: Environment): string[] => errorOf(environment).problems.map(({ name }) => name);

test("deployed settings are complete, normalised and unchangeable", () => {
  const settings = parseSettings(DEPLOYED);
  expect(settings).toEqual({
    mode: "deployed",
    testMoney: false,
    web: { host: "0.0.0.0", port: 3000, url: "https://give.example.org", trustedProxyHops: 0 },
    limitsFactor: 1,
    worker: { port: 9464 },
    database: { url: DEPLOYED.DATABASE_URL, ownerUrl: null, poolMax: 10, queueMax: 200, webhookPoolMax: 3 },
    redisUrl: null,
    formSecret: DEPLOYED.FORM_SECRET,
    factorSecret: DEPLOYED.FACTOR_SECRET,
    healthToken: DEPLOYED.HEALTH_TOKEN,
    sslcommerz: {
      apiUrl: "https://securepay.sslcommerz.com",
      storeId: "carelive",
      storePassword: "carelive@ssl",
    },
    uploads: { folder: ".data/uploads", url: "https://give.example.org", s3: null },
    mail: { smtpUrl: DEPLOYED.SMTP_URL, from: DEPLOYED.MAIL_FROM },
    fees: { platformBasisPoints: 0, refundFeeBearer: "platform" },
    mayReconcile: true,
    mayPoll: true,
    killPointDir: null,
    dispatch: null,
    oauth: null,
    logLevel: "info",
  });
  expect(Object.isFrozen(settings) && Object.isFrozen(settings.sslcommerz)).toBe(true);
});

test("embedded settings point at the simulator, on loopback, with test money", () => {
  expect(parseSettings({ ...EMBEDDED, PORT: "3100", SIMULATOR_PORT: "5000" })).toMatchObject({
    mode: "embedded",
    testMoney: true,
    web: { host: "localhost", port: 3100, url: "http://localhost:3100", trustedProxyHops: 0 },
    sslcommerz: { apiUrl: "http://127.0.0.1:5000" },
    mail: { smtpUrl: "smtp://127.0.0.1:5015" },
  });
});

test("the gateway's sandbox is test money also when deployed", () => {
  const settings = parseSettings({ ...DEPLOYED, SSLCOMMERZ_API_URL: "https://sandbox.sslcommerz.com" });
  expect(settings.testMoney).toBe(true);
});

test("an empty environment is told everything that a deployment needs", () => {
  expect(namesOf({})).toEqual(Object.keys(DEPLOYED));
  expect(namesOf({ CAREFORALL_MODE: "embedded" })).toEqual([
    "DATABASE_URL",
    "FORM_SECRET",
    "FACTOR_SECRET",
    "HEALTH_TOKEN",
  ]);
  expect(namesOf({ ...DEPLOYED, WEB_URL: "" })).toEqual(["WEB_URL"]);
});

test("every mistake is named at once, with its value, the expected form and what to type", () => {
  const { message, problems } = errorOf({
    ...DEPLOYED,
    PORT: "abc",
    LOG_LEVEL: "loud",
    MAIL_FROM: "nobody",
    WEB_URL: "",
  });
  expect(problems.map(({ name }) => name).toSorted()).toEqual(["LOG_LEVEL", "MAIL_FROM", "PORT", "WEB_URL"]);
  expect(message).toContain('PORT is "abc". Expected: a whole number from 1 to 65535. Type: PORT=3000');
});

test.each([
  ["CAREFORALL_MODE", "production"],
  ["HOST", "a b"],
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "3000.5"],
  ["WORKER_PORT", "-1"],
  ["SIMULATOR_PORT", "65530"],
  ["SIMULATOR_CONTROL", "yes"],
  ["LIMITS_FACTOR", "0"],
  ["POLLER", "sometimes"],
  ["WEB_URL", "give.example.org"],
  ["WEB_URL", "https://give.example.org/path"],
  ["DATABASE_URL", "mysql://db/careforall"],
  ["DATABASE_URL", "postgresql://db:5432/"],
  ["DATABASE_OWNER_URL", "postgresql://owner:p@db:5432/"],
  ["DATABASE_OWNER_URL", "postgresql://u:p@db/careforall"],
  ["DATABASE_OWNER_URL", "postgresql://db/careforall"],
  ["DATABASE_POOL_MAX", "0"],
  ["DATABASE_POOL_MAX", "101"],
  ["DATABASE_QUEUE_MAX", "0"],
  ["DATABASE_QUEUE_MAX", "10001"],
  ["DATABASE_WEBHOOK_POOL_MAX", "0"],
  ["DATABASE_WEBHOOK_POOL_MAX", "21"],
  ["PLATFORM_FEE_BASIS_POINTS", "1001"],
  ["PLATFORM_FEE_BASIS_POINTS", "2.5"],
  ["REFUND_FEE_BEARER", "donor"],
  ["REDIS_URL", "http://cache"],
  ["FORM_SECRET", "x1y2".repeat(7)],
  ["HEALTH_TOKEN", "short"],
  ["HEALTH_TOKEN", "has a space in the middle"],
  ["SSLCOMMERZ_API_URL", "securepay.sslcommerz.com"],
  ["SSLCOMMERZ_STORE_ID", "x".repeat(31)],
  ["SSLCOMMERZ_STORE_PASSWORD", "two words"],
  ["SMTP_URL", "mail.example.org"],
  ["MAIL_FROM", "A <a@b.org>\r\nBcc: c@d.org"],
  ["EVENT_DISPATCH_URL", "ftp://example.org/events"],
  ["EVENT_DISPATCH_URL", "https://user:word@example.org/events"],
  ["EVENT_DISPATCH_SECRET", "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u"],
  ["EVENT_DISPATCH_SECRET", `whsec_${"k2Jc".repeat(7)}`],
  ["EVENT_DISPATCH_SECRET", `whsec_${"k2Jc".repeat(8)}a`],
  ["EVENT_DISPATCH_SECRET", `whsec_${"k2Jc".repeat(22)}`],
  [
    "EVENT_DISPATCH_SECRET",
    Array(3)
      .fill(`whsec_${"k2Jc".repeat(8)}`)
      .join(" "),
  ],
  ["LOG_LEVEL", "verbose"],
])("malformed or meaningless %s=%j is refused in both modes", (name, value) => {
  for (const base of [DEPLOYED, EMBEDDED]) expect(namesOf({ ...base, [name]: value })).toEqual([name]);
});

test.each([
  ["WEB_URL", "http://give.example.org", /https/],
  ["WEB_URL", "https://localhost", /loopback/],
  ["DATABASE_URL", "postgresql://u:p@db/careforall?sslmode=disable", /encryption/],
  ["DATABASE_OWNER_URL", "postgresql://owner:p@db/careforall?sslmode=disable", /encryption/],
  ["FORM_SECRET", "a".repeat(40), /placeholder/],
  ["FORM_SECRET", "change-me-change-me-change-me-change-me", /placeholder/],
  ["FORM_SECRET", "$(openssl rand -base64 48 | tr -d =)", /placeholder/],
  ["HEALTH_TOKEN", "change-me-please!", /placeholder/],
  ["SSLCOMMERZ_API_URL", "http://securepay.sslcommerz.com", /https/],
  ["SSLCOMMERZ_API_URL", "https://127.0.0.1:4010", /loopback/],
  ["SSLCOMMERZ_API_URL", "https://[::1]:4010", /loopback/],
  ["SSLCOMMERZ_STORE_ID", "testbox", /demo store/],
  ["SSLCOMMERZ_STORE_PASSWORD", "qwerty", /demo store/],
  ["SMTP_URL", "smtp://localhost:25", /loopback/],
  ["SIMULATOR_CONTROL", "1", /deployed/],
  ["LIMITS_FACTOR", "11", /deployed/],
  ["POLLER", "off", /deployed/],
  ["KILL_POINT_DIR", "/tmp/kill-points", /deployed/],
])("S-108: deployed mode refuses %s=%j", (name, value, why) => {
  const { problems } = errorOf({ ...DEPLOYED, [name]: value });
  expect(problems).toEqual([{ name, message: expect.stringMatching(why) }]);
});

test.each([
  ["HOST", "0.0.0.0", /loopback/],
  ["HOST", "192.168.1.5", /loopback/],
  ["SSLCOMMERZ_API_URL", "https://securepay.sslcommerz.com", /test money/],
  ["SSLCOMMERZ_API_URL", "http://sandbox.sslcommerz.com", /test money/],
  ["SMTP_URL", "smtps://mail.example.org", /must not reach people/],
  ["WORKER_PORT", "3000", /same port as PORT/],
  ["PORT", "4025", /among them/],
])("S-117: embedded mode, which `pnpm dev` is, refuses %s=%j", (name, value, why) => {
  expect(errorOf({ ...EMBEDDED, [name]: value }).message).toMatch(why);
});

test("embedded mode may turn the simulator's control on, the poller off, and let processes be killed", () => {
  const given = { ...EMBEDDED, SIMULATOR_CONTROL: "1", POLLER: "off", KILL_POINT_DIR: "/tmp/kill-points" };
  expect(parseSettings(given)).toMatchObject({
    mode: "embedded",
    mayPoll: false,
    killPointDir: "/tmp/kill-points",
  });
});

test("the value of a secret is in no message", () => {
  const bad = {
    DATABASE_URL: "oops://u:hidden1@db/x",
    FORM_SECRET: "hidden2",
    HEALTH_TOKEN: "hidden3",
    SMTP_URL: "hidden4",
  };
  const { message } = errorOf({ ...DEPLOYED, ...bad });
  expect(message).not.toMatch(/hidden/);
});

test("a secret is read from its file; both at once, or an unreadable file, is a mistake", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-settings-"));
  try {
    const file = path.join(folder, "secret");
    writeFileSync(file, `${DEPLOYED.FORM_SECRET}\n`);
    const fromFile = { ...DEPLOYED, FORM_SECRET: undefined, FORM_SECRET_FILE: file };
    expect(parseSettings(fromFile).formSecret).toBe(DEPLOYED.FORM_SECRET);
    expect(errorOf({ ...DEPLOYED, FORM_SECRET_FILE: file }).message).toMatch(/both set: keep one/);
    const missing = errorOf({ ...DEPLOYED, SMTP_URL: undefined, SMTP_URL_FILE: path.join(folder, "none") });
    expect(missing.message).toMatch(/SMTP_URL_FILE is ".*none", which cannot be read/);
    writeFileSync(file, "x".repeat(70_000));
    expect(errorOf(fromFile).message).toMatch(/larger than 65536 bytes/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
