import type { FeeBearer } from "@careforall/domain/refund";

/** What a process of ours may be told from outside, checked and complete. Built once at start and passed on. */
export interface Settings {
  /** `embedded`: one machine, test money, everything on loopback. `deployed`: real money, nothing assumed. */
  readonly mode: "embedded" | "deployed";
  /** Gifts here move no real money; pages say so. */
  readonly testMoney: boolean;
  readonly web: {
    /** Address to listen on. */
    readonly host: string;
    readonly port: number;
    /** Origin under which donors reach the site, without a slash at the end. */
    readonly url: string;
    /** Proxies of ours in front, whose X-Forwarded-For entries are believed. */
    readonly trustedProxyHops: number;
  };
  /** Multiplies the points of every limit. */
  readonly limitsFactor: number;
  readonly worker: { readonly port: number };
  readonly database: {
    readonly url: string;
    /** As the owner of the tables, for migrations. Null: whoever starts us has none, or one role is both. */
    readonly ownerUrl: string | null;
    readonly poolMax: number;
    /** Requests of a web process that may wait for a connection. */
    readonly queueMax: number;
    /** Connections of a web process that donors cannot take. */
    readonly webhookPoolMax: number;
  };
  /** Null: no Redis, in-process caches instead. */
  readonly redisUrl: string | null;
  /** Signs the ids of donation forms, cookies and the cursors of lists. */
  readonly formSecret: string;
  /** Seals the secrets of authenticator apps. */
  readonly factorSecret: string;
  /** Bearer token of the deep health check and the metrics. */
  readonly healthToken: string;
  readonly sslcommerz: { readonly apiUrl: string; readonly storeId: string; readonly storePassword: string };
  readonly uploads: {
    /** Where their files are kept, unless in a bucket. */
    readonly folder: string;
    /** Origin under which browsers find them, without a slash at the end; the web's own, unless they are served apart. */
    readonly url: string;
    /** Null: no bucket. */
    readonly s3: {
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    } | null;
  };
  readonly mail: { readonly smtpUrl: string; readonly from: string };
  /** Who keeps and who loses what of a gift. */
  readonly fees: { readonly platformBasisPoints: number; readonly refundFeeBearer: FeeBearer };
  /** Whether the reconciliation with the provider may change anything. */
  readonly mayReconcile: boolean;
  /** Whether silent attempts are asked about. */
  readonly mayPoll: boolean;
  /** Null: no process dies at a kill point. */
  readonly killPointDir: string | null;
  /** Null: events are not forwarded. Each of the secrets signs. */
  readonly dispatch: { readonly url: string; readonly secrets: readonly string[] } | null;
  /** Null: nobody signs in by a provider. */
  readonly oauth: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Shown on the button. */
    readonly name: string;
  } | null;
  readonly logLevel: LogLevel;
}

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
