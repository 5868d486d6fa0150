import { readFileSync, statSync } from "node:fs";
import { CATALOGUE } from "./catalogue.ts";
import type { SettingsProblem } from "./settings-error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A secret is a line of text; a larger file was named by mistake. */
const SECRET_BYTES_MAX = 64 * 1024;

function readSecret(file: string): string {
  if (statSync(file).size > SECRET_BYTES_MAX) throw new Error(`it is larger than ${SECRET_BYTES_MAX} bytes`);
  return readFileSync(file, "utf8").replace(/\r?\n$/, "");
}

/**
 * The values by name, with `NAME_FILE` replaced by what the file holds (container platforms mount secrets as
 * files). An empty value counts as absent, and so does an empty file: compose files pass unset variables on as
 * empty ones, and mount an empty file for a secret that is not in use.
 */
export function resolveSecretFiles(environment: Environment): {
  values: Record<string, string>;
  problems: SettingsProblem[];
} {
  const values: Record<string, string> = {};
  const problems: SettingsProblem[] = [];
  for (const [name, entry] of Object.entries(CATALOGUE)) {
    const value = environment[name];
    if (value !== undefined && value !== "") values[name] = value;
    const file = environment[`${name}_FILE`];
    if (!entry.secret || file === undefined || file === "") continue;
    if (values[name] !== undefined) {
      problems.push({ name, message: `${name} and ${name}_FILE are both set: keep one of them.` });
      continue;
    }
    try {
      const secret = readSecret(file);
      if (secret !== "") values[name] = secret;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push({
        name,
        message: `${name}_FILE is "${file}", which cannot be read (${why}). Name a readable file that holds ${entry.expected}.`,
      });
    }
  }
  return { values, problems };
}
