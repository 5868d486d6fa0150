export type SecretKind =
  | "e-mail"
  | "phone"
  | "name"
  | "password"
  /** What opens the page of a gift. */
  | "gift"
  /** What a mailed link ends with. */
  | "link"
  | "cookie"
  | "session"
  /** Of an authenticator app, and the codes on paper. */
  | "factor"
  /** Idempotency keys: who has one is answered as its owner. */
  | "key"
  /** The secrets that the platform itself runs on. */
  | "setting";

/** Something that must be known to nobody but its owner and us. */
export type Secret = { readonly kind: SecretKind; readonly value: string };
