import { expect, test } from "vitest";
import { parseSettings } from "./index.ts";
import { DEPLOYED, EMBEDDED, namesOf, problemsOf } from "./testing/given.ts";

const WHOLE = {
  OAUTH_ISSUER: "https://accounts.partner.org/",
  OAUTH_CLIENT_ID: "careforall",
  OAUTH_CLIENT_SECRET: "9fQ2mZ7xVb4K",
  OAUTH_NAME: "Partner",
};

test("nobody signs in by a provider unless one is set up; its address stays as it was written", () => {
  expect(parseSettings(DEPLOYED).oauth).toBeNull();
  expect(parseSettings({ ...DEPLOYED, ...WHOLE }).oauth).toEqual({
    issuer: "https://accounts.partner.org/",
    clientId: "careforall",
    clientSecret: "9fQ2mZ7xVb4K",
    name: "Partner",
  });
});

test.each(Object.keys(WHOLE))(
  "%s belongs with the others: without it nothing starts, in neither mode",
  (name) => {
    for (const mode of [EMBEDDED, DEPLOYED]) {
      expect(namesOf({ ...mode, ...WHOLE, [name]: undefined })).toEqual([name]);
    }
    const alone = { ...DEPLOYED, [name]: WHOLE[name as keyof typeof WHOLE] };
    expect(namesOf(alone).toSorted()).toEqual(
      Object.keys(WHOLE)
        .filter((other) => other !== name)
        .toSorted(),
    );
  },
);

test.each([
  ["plain http", { OAUTH_ISSUER: "http://accounts.partner.org" }],
  ["this machine", { OAUTH_ISSUER: "https://localhost:4210" }],
  ["a query", { OAUTH_ISSUER: "https://accounts.partner.org/?tenant=1" }],
  ["a password in its address", { OAUTH_ISSUER: "https://u:p@accounts.partner.org" }],
  ["a name that breaks a page", { OAUTH_NAME: "<b>Partner" }],
  ["an example for a secret", { OAUTH_CLIENT_SECRET: "changeme" }],
])("a deployment refuses a provider with %s", (_what, given) => {
  const names = namesOf({ ...DEPLOYED, ...WHOLE, ...given });
  expect(names).toContain(Object.keys(given)[0]);
});

test("embedded mode asks a provider on this machine without https, and no other", () => {
  const local = { ...EMBEDDED, ...WHOLE, OAUTH_ISSUER: "http://127.0.0.1:4210" };
  expect(namesOf(local)).toEqual([]);
  expect(namesOf({ ...local, OAUTH_ISSUER: "http://accounts.partner.org" })).toEqual(["OAUTH_ISSUER"]);
});

test("the client's secret is in no error", () => {
  const said = JSON.stringify(problemsOf({ ...DEPLOYED, ...WHOLE, OAUTH_CLIENT_SECRET: "two words" }));
  expect(said).toContain("OAUTH_CLIENT_SECRET");
  expect(said).not.toContain("two words");
});
