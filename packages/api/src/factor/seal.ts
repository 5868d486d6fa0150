import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { assert } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Whoever knows the setting. */
type Keeper = { readonly config: Pick<Context["config"], "factorSecret"> };

const VERSION = "v1.";
const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * HKDF-SHA256 of `FACTOR_SECRET`, for this use alone. The setting is random already, so no salt and no slow derivation
 * are needed.
 */
const keyOf = ({ config }: Keeper): Buffer =>
  Buffer.from(hkdfSync("sha256", config.factorSecret, "", "careforall totp secret v1", KEY_BYTES));

/** Seals the secret of an authenticator for one person: moved to another's row, it does not open. */
export function seal(ctx: Keeper, userId: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(ctx), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(userId));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return `${VERSION}${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")}`;
}

/** Throws when it was sealed for somebody else, with another key, or was changed since. */
export function unseal(ctx: Keeper, userId: string, sealed: string): string {
  assert(sealed.startsWith(VERSION), "a sealed secret says how it was sealed");
  const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(ctx), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(userId));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}
