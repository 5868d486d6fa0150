import { createHash, timingSafeEqual } from "node:crypto";

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/**
 * SSLCommerz's `verify_sign`: MD5 over `k=v` pairs joined by `&`, without URL encoding, sorted by key in byte order;
 * the pairs are the posted fields named in `verify_key`, plus `store_passwd` = MD5 of the store's password.
 * A name that was not posted counts as empty, as in SSLCommerz's own PHP library. Rule and test vector:
 * https://support.sslwireless.com/portal/en/kb/articles/hash-validation
 *
 * It shows who sent a notice, and no more: the sender chooses what is signed, and MD5 is old. A signed notice makes
 * us ask the gateway; it never counts as a payment.
 */
export function signatureOf(
  fields: ReadonlyMap<string, string>,
  signedNames: ReadonlySet<string>,
  storePassword: string,
): string {
  const pairs = new Map<string, string>();
  for (const name of signedNames) pairs.set(name, fields.get(name) ?? "");
  pairs.set("store_passwd", md5(storePassword));
  const sorted = Array.from(pairs).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return md5(sorted.map(([name, value]) => `${name}=${value}`).join("&"));
}

/** Compares without telling by its time how many characters were right. */
export function isSameSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given.toLowerCase(), "utf8");
  const b = Buffer.from(expected, "utf8");
  return a.length === b.length && timingSafeEqual(a, b);
}
