import { createHash } from "node:crypto";

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/**
 * `verify_sign` of SSLCommerz: MD5 over the named fields and the hashed store password, as `k=v` sorted by name and
 * joined with `&`, not encoded. Written anew here: the load and the bare handler must share no code with the product.
 */
export function signatureOf(
  fields: ReadonlyMap<string, string>,
  names: readonly string[],
  storePassword: string,
): string {
  const pairs = new Map(names.map((name) => [name, fields.get(name) ?? ""]));
  pairs.set("store_passwd", md5(storePassword));
  const line = [...pairs.keys()].toSorted().map((name) => `${name}=${pairs.get(name) ?? ""}`);
  return md5(line.join("&"));
}
