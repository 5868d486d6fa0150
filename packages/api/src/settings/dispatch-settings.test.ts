import { expect, test } from "vitest";
import { parseSettings, SettingsError } from "./index.ts";

const SECRET = "whsec_Hq3rS6W0m2fX9dYtB1vKzL8nP5cJ7uGa";
const EMBEDDED = {
  CAREFORALL_MODE: "embedded",
  DATABASE_URL: "postgresql://u:p@127.0.0.1:54339/careforall",
  FORM_SECRET: "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u",
  FACTOR_SECRET: "Wb7TyR1sLdF6gHaE3uk2Jc0mPq8VnZ4x",
  HEALTH_TOKEN: "3f9c1a7be0d24c58",
};
const DEPLOYED = {
  ...EMBEDDED,
  CAREFORALL_MODE: "deployed",
  WEB_URL: "https://give.example.org",
  SSLCOMMERZ_API_URL: "https://securepay.sslcommerz.com",
  SSLCOMMERZ_STORE_ID: "carelive",
  SSLCOMMERZ_STORE_PASSWORD: "carelive@ssl",
  SMTP_URL: "smtps://u:p@mail.internal:465",
  MAIL_FROM: "CareForAll <giving@give.org>",
};
const OUT = "https://partner.org/events";

function namesOf(environment: Record<string, string>): string[] {
  try {
    parseSettings(environment);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ name }) => name);
  }
}

test("an address and its secret switch forwarding on; two secrets sign while one is replaced", () => {
  const settings = parseSettings({
    ...DEPLOYED,
    EVENT_DISPATCH_URL: OUT,
    EVENT_DISPATCH_SECRET: `${SECRET} ${SECRET}`,
  });
  expect(settings.dispatch).toEqual({ url: OUT, secrets: [SECRET, SECRET] });
  expect(parseSettings({ ...DEPLOYED, EVENT_DISPATCH_SECRET: SECRET }).dispatch).toBeNull();
});

test.each([
  ["no secret", { EVENT_DISPATCH_URL: OUT }, ["EVENT_DISPATCH_SECRET"]],
  [
    "plain http",
    { EVENT_DISPATCH_URL: "http://partner.org", EVENT_DISPATCH_SECRET: SECRET },
    ["EVENT_DISPATCH_URL"],
  ],
  [
    "this machine",
    { EVENT_DISPATCH_URL: "https://127.0.0.1", EVENT_DISPATCH_SECRET: SECRET },
    ["EVENT_DISPATCH_URL"],
  ],
  [
    "one letter repeated",
    { EVENT_DISPATCH_URL: OUT, EVENT_DISPATCH_SECRET: `whsec_${"QUFB".repeat(8)}` },
    ["EVENT_DISPATCH_SECRET"],
  ],
  [
    "a typed word",
    {
      EVENT_DISPATCH_URL: OUT,
      EVENT_DISPATCH_SECRET: `whsec_${btoa("an example of a long phrase to guess")}`,
    },
    ["EVENT_DISPATCH_SECRET"],
  ],
])("deployed mode refuses forwarding with %s", (_what, given, names) => {
  expect(namesOf({ ...DEPLOYED, ...given })).toEqual(names);
});

test("embedded mode forwards news of test money to this machine only, and never unsigned", () => {
  const local = { EVENT_DISPATCH_URL: "http://127.0.0.1:9000/events", EVENT_DISPATCH_SECRET: SECRET };
  expect(namesOf({ ...EMBEDDED, ...local })).toEqual([]);
  expect(namesOf({ ...EMBEDDED, ...local, EVENT_DISPATCH_URL: OUT })).toEqual(["EVENT_DISPATCH_URL"]);
  expect(namesOf({ ...EMBEDDED, EVENT_DISPATCH_URL: local.EVENT_DISPATCH_URL })).toEqual([
    "EVENT_DISPATCH_SECRET",
  ]);
});
