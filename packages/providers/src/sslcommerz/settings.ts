/** What a store needs. `apiUrl` alone decides between the live gateway, its sandbox and a simulator. */
export type SslcommerzSettings = {
  /** Origin (and path prefix, if any) before `/gwprocess` and `/validator`. */
  readonly apiUrl: string;
  readonly storeId: string;
  /** The API password of the store, which is not the password of the merchant panel. */
  readonly storePassword: string;
  readonly timeoutMs?: { readonly checkout?: number; readonly ask?: number };
  /** Replaced in tests only. */
  readonly fetch?: typeof globalThis.fetch;
};

/** Opening a session makes the gateway ask its banks; SSLCommerz's own libraries wait half a minute too. */
export const CHECKOUT_TIMEOUT_MS = 30_000;

/** A question changes nothing and is repeated later, so a slow answer is worth less than a free connection. */
export const ASK_TIMEOUT_MS = 10_000;

/** A session answer with all bank lists is about 20 kB; more than this is not an answer. */
export const ANSWER_BYTES_MAX = 256 * 1024;

/** `refund_remarks`. */
export const REMARKS_CHARACTERS_MAX = 255;

/** `tran_id` of the session API. */
export const TRAN_ID_CHARACTERS_MAX = 30;
