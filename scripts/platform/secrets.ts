import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error.ts";

const OWNER_ONLY = 0o600;

/** Made once per data folder, so that no two installations share a secret and none is in the repository. */
const MAKE = {
  formSecret: () => randomBytes(36).toString("base64url"),
  factorSecret: () => randomBytes(36).toString("base64url"),
  healthToken: () => randomBytes(24).toString("hex"),
  /** SSLCommerz allows 30 characters. */
  storePassword: () => randomBytes(15).toString("hex"),
} as const;

export type Secrets = Readonly<Record<keyof typeof MAKE, string>>;

function make(): Secrets {
  return {
    formSecret: MAKE.formSecret(),
    factorSecret: MAKE.factorSecret(),
    healthToken: MAKE.healthToken(),
    storePassword: MAKE.storePassword(),
  };
}

function read(file: string): Secrets {
  const unusable = new StartError(
    `${file} is damaged: delete it (new secrets are made; open donation forms expire).`,
  );
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw unusable;
  }
  if (typeof found !== "object" || found === null) throw unusable;
  const values = new Map<string, unknown>(Object.entries(found));
  if (!values.has("factorSecret")) {
    // A folder from before second factors: its other secrets stay, since forms and sessions hang on them.
    values.set("factorSecret", MAKE.factorSecret());
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`, { mode: OWNER_ONLY });
  }
  const take = (name: keyof Secrets): string => {
    const value = values.get(name);
    if (typeof value !== "string") throw unusable;
    return value;
  };
  return {
    formSecret: take("formSecret"),
    factorSecret: take("factorSecret"),
    healthToken: take("healthToken"),
    storePassword: take("storePassword"),
  };
}

export function loadSecrets(file: string): Secrets {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${JSON.stringify(make(), null, 2)}\n`, { mode: OWNER_ONLY, flag: "wx" });
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  return read(file);
}
