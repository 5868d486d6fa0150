import { createHash } from "node:crypto";

const hex = (algorithm: "md5" | "sha256", text: string): string =>
  createHash(algorithm).update(text, "utf8").digest("hex");

/**
 * The signature of SSLCommerz's notices: the named fields and the hashed store password, sorted by name in byte order,
 * as `k=v` joined with `&`, unencoded, hashed. Source: the provider's article on hash validation.
 */
export function signatureOf(
  fields: Readonly<Record<string, string>>,
  names: readonly string[],
  storePassword: string,
  algorithm: "md5" | "sha256" = "md5",
): string {
  const signed: Record<string, string> = { store_passwd: hex(algorithm, storePassword) };
  for (const name of names) signed[name] = fields[name] ?? "";
  const line = Object.keys(signed)
    .toSorted(byteOrder)
    .map((name) => `${name}=${signed[name] ?? ""}`)
    .join("&");
  return hex(algorithm, line);
}

/**
 * Adds `verify_key`, `verify_sign` and `verify_sign_sha2`. The rule of the last one is published nowhere: ours is the
 * same with SHA-256, so that a receiver sees the field and must not depend on it.
 */
export function signFields(
  fields: Readonly<Record<string, string>>,
  storePassword: string,
  names: readonly string[] = Object.keys(fields).toSorted(byteOrder),
): Record<string, string> {
  return {
    ...fields,
    verify_sign: signatureOf(fields, names, storePassword),
    verify_key: names.join(","),
    verify_sign_sha2: signatureOf(fields, names, storePassword, "sha256"),
  };
}

const byteOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
