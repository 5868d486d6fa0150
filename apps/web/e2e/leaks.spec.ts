import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { filesIn } from "./leaks/files.ts";
import { keptSecrets, toldToOthers } from "./leaks/keep-secret.ts";
import { judgeLeaks, leaksIn } from "./leaks/judge-leaks.ts";
import type { Secret } from "./leaks/secret.ts";
import { SIMULATOR_URL, WEB_URL } from "./stack/addresses.ts";
import { openGift } from "./support/rest.ts";
import { expect, newEmail, test } from "./support/test.ts";

// The search of docs/testing.md that ends every run must be able to find something.

const EMAIL: Secret = { kind: "e-mail", value: "zubaida+x@example.org" };
const PHONE: Secret = { kind: "phone", value: "+8801711223344" };
const PASSWORD: Secret = { kind: "password", value: 'loom "and" river/47' };
const NAME: Secret = { kind: "name", value: "জোবায়দা কাইয়ুম" };
const CODE: Secret = { kind: "factor", value: "ABCD-EFGH-JKLM" };
const TOKEN: Secret = { kind: "gift", value: "Ab_-9kLmN0pQrStUvWxYz1" };
const ALL = [EMAIL, PHONE, PASSWORD, NAME, CODE, TOKEN];

const hexOf = (text: string): string =>
  text
    .split("")
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
const entitiesOf = (text: string): string =>
  Array.from(text, (letter) => `&#${letter.codePointAt(0) ?? 0};`).join("");

const WRITTEN: readonly (readonly [string, (value: string) => string])[] = [
  ["as it is", (value) => value],
  ["in capitals", (value) => value.toUpperCase()],
  ["in an address", encodeURIComponent],
  ["in an address within an address", (value) => encodeURIComponent(encodeURIComponent(value))],
  ["in a form", (value) => `${new URLSearchParams({ value })}`],
  ["in JSON", (value) => JSON.stringify({ value })],
  ["in JSON within JSON", (value) => JSON.stringify(JSON.stringify({ value }))],
  ["in JSON, letter by letter", hexOf],
  ["in HTML, letter by letter", entitiesOf],
  ["in hexadecimal", (value) => Buffer.from(value).toString("hex")],
  ...["", "x", "yz"].flatMap((before) => [
    [
      `in base64 behind "${before}"`,
      (value: string) => Buffer.from(`${before}${value}.`).toString("base64"),
    ] as const,
    [
      `in base64url behind "${before}"`,
      (value: string) => Buffer.from(`${before}${value}.`).toString("base64url"),
    ] as const,
  ]),
];

for (const [how, write] of WRITTEN) {
  test(`S-102 a secret that leaks ${how} is found, and no other one`, () => {
    for (const secret of ALL) {
      const text = `{"level":30,"msg":"request","x":"before ${write(secret.value)} behind"}`;
      const found = leaksIn([{ name: "log", text }], ALL).map((leak) => leak.secret.value);
      expect(found).toEqual([secret.value]);
    }
  });
}

test("S-102 a leak in a log of any process ends the run with its place; an exception holds for its own words alone", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-leaks-"));
  try {
    writeFileSync(path.join(folder, "web.log"), `2026 ERROR: Key (email)=(${EMAIL.value}) already exists.\n`);
    const logs = filesIn(folder, (file) => file.endsWith(".log"));
    expect(() => judgeLeaks(logs, ALL)).toThrow(/web\.log: e-mail zubaida\+x@example\.org/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const page = { name: "page", text: `${NAME.value} ${TOKEN.value} ${EMAIL.value}` };
  const may = ({ value }: Secret): boolean => value === NAME.value || value === TOKEN.value;
  expect(leaksIn([{ ...page, may }], ALL).map(({ secret }) => secret)).toEqual([EMAIL]);
});

test("S-20 the address of a gift's page reaches no other site; what a browser tells others, types and is given is noted", async ({
  page,
}) => {
  const email = newEmail();
  const { token } = await openGift({ donorEmail: email });
  await page.goto(`/en/gifts/${token}`);
  const elsewhere = `${SIMULATOR_URL}/health?from=${token.slice(0, 3)}`;
  await page.evaluate((href) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = "elsewhere";
    document.querySelector("main")?.prepend(link);
  }, elsewhere);
  await page.getByRole("link", { name: "elsewhere" }).click();
  await expect(page).toHaveURL(elsewhere);
  expect(toldToOthers()).toContain(`${elsewhere} from nowhere`);

  await page.goto("/en/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("no such words here");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  const kept = keptSecrets();
  expect(kept).toContainEqual({ kind: "e-mail", value: email });
  expect(kept).toContainEqual({ kind: "password", value: "no such words here" });
  // From a page without a secret another site learns whose page it was, and no more.
  await page.goto("/en");
  await page.evaluate((href) => {
    window.location.href = `${href}&again=1`;
  }, elsewhere);
  await expect.poll(toldToOthers).toContain(`${elsewhere}&again=1 from ${WEB_URL}/`);
});
