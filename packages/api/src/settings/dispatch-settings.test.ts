import { expect, test } from "vitest";
import { parseSettings } from "./index.ts";
import { DEPLOYED, EMBEDDED, namesOf } from "./testing/given.ts";

const SECRET = "whsec_Hq3rS6W0m2fX9dYtB1vKzL8nP5cJ7uGa";
const OUT = "https://partner.org/events";

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
