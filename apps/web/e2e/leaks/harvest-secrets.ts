import { readFileSync } from "node:fs";
import path from "node:path";
import type { Db } from "@careforall/db/client";
import { DATA } from "../stack/addresses.ts";
import { simulator } from "../support/simulator.ts";
import { keptSecrets } from "./keep-secret.ts";
import type { Secret, SecretKind } from "./secret.ts";

/** Two words of letters at least: rubbish that the fuzzer sends as a name is nobody's. */
const NAME = /^\p{L}[\p{L}\p{M}]+(?:[ .'’-]+[\p{L}\p{M}]{2,})+$/u;
/** The last part of a mailed link. */
const LINK = /\/(verify|reset|confirm-email|forget-me|gifts)\/([\w-]{16,})/g;
/** Keys that somebody could have chosen by hand are no secrets. */
const KEY_LENGTH_MIN = 20;

/** Everything that this run has used and nobody else may know: from the tests, the books, the mails and the settings. */
export async function harvestSecrets(db: Db): Promise<readonly Secret[]> {
  const all = [
    ...keptSecrets(),
    ...(await secretsOfBooks(db)),
    ...(await secretsOfMails()),
    ...secretsOfSettings(),
  ];
  const different = new Map(all.map((secret) => [`${secret.kind} ${secret.value}`, secret]));
  return [...different.values()].filter(isNobodysOwn);
}

const secret = (kind: SecretKind, value: string | null): readonly Secret[] =>
  value === null ? [] : [{ kind, value }];

/** What names somebody or opens something. The address in our own pages' examples belongs to nobody. */
const isNobodysOwn = ({ kind, value }: Secret): boolean => {
  if (kind === "name") return NAME.test(value);
  if (kind === "key") return value.length >= KEY_LENGTH_MIN;
  return value !== "name@example.org";
};

async function secretsOfBooks({ prisma }: Db): Promise<readonly Secret[]> {
  const pledges = await prisma.pledge.findMany({
    select: { donorEmail: true, donorName: true, token: true, key: true },
  });
  const holders = await prisma.user.findMany({ select: { email: true, name: true, phone: true } });
  const sessions = await prisma.userSession.findMany({ select: { id: true } });
  return [
    ...pledges.flatMap(({ donorEmail, donorName, token, key }) => [
      ...secret("e-mail", donorEmail),
      ...secret("name", donorName),
      ...secret("gift", token),
      ...secret("key", key),
    ]),
    ...holders.flatMap(({ email, name, phone }) => [
      ...secret("e-mail", email),
      ...secret("name", name),
      ...secret("phone", phone),
    ]),
    ...sessions.flatMap(({ id }) => secret("session", id)),
  ];
}

/** The books hold digests of these alone. */
async function secretsOfMails(): Promise<readonly Secret[]> {
  const mails = await simulator.allMails();
  return mails.flatMap(({ to, text, html }) => [
    ...to.flatMap((address) => secret("e-mail", address)),
    ...[...`${text} ${html}`.matchAll(LINK)].flatMap(([, page, value = ""]) =>
      secret(page === "gifts" ? "gift" : "link", value),
    ),
  ]);
}

function secretsOfSettings(): readonly Secret[] {
  const settings = Object.values(JSON.parse(readFileSync(DATA.secrets, "utf8")) as Record<string, string>);
  const databases = ["superuser-password", "application-password"].map((name) =>
    readFileSync(path.join(DATA.postgres, name), "utf8").trim(),
  );
  return [...settings, ...databases].flatMap((value) => secret("setting", value));
}
